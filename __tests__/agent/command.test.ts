import { mkdtempDisposable, readFile, readdir } from 'node:fs/promises';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AgentEvent, Task } from '../../src/agent/agent.ts';
import { commandAgent } from '../../src/agent/command.ts';
import { openAgent } from '../../src/agent/open.ts';
import { none } from '../../src/sandbox/none.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { findRungs, isConfined } from '../sandbox/rungs.ts';

const confined = (await findRungs()).filter(isConfined);

async function run(argv: readonly [string, ...string[]], task: Partial<Task> = {}) {
  await using directory = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
  const events: AgentEvent[] = [];
  const outcome = await commandAgent(argv, none).run(
    {
      prompt: 'Do it: ü',
      directory: directory.path,
      limits: { wallMs: 20_000, outputBytes: 100_000 },
      env: {},
      hosts: [],
      ...task,
    },
    (event) => events.push(event),
  );
  const files = Object.fromEntries(
    await Promise.all(
      (await readdir(directory.path)).map(async (name) => [
        name,
        await readFile(join(directory.path, name), 'utf8'),
      ]),
    ),
  );
  return { outcome, events, files };
}

const limits = { wallMs: 20_000, outputBytes: 100_000 };

describe('the command driver', () => {
  test('gives the prompt on standard input and lets the program edit the checkout', async () => {
    const { outcome, files } = await run(['sh', '-c', 'cat > prompt.txt; echo done']);
    expect(files).toEqual({ 'prompt.txt': 'Do it: ü' });
    expect(outcome).toMatchObject({
      status: 'completed',
      sessionId: null,
      turns: null,
      tokens: null,
      denials: 0,
    });
    expect(outcome.answer).toBe('done');
    expect(outcome.code).toBeUndefined();
  });

  test('bounds what each process may write, in memory and to one file', async () => {
    const { files } = await run(['sh', '-c', 'ulimit -d > memory; ulimit -f > file']);
    const [memory, file] = [Number(files['memory']) * 1024, Number(files['file']) * 512];
    expect(memory).toBeGreaterThan(0);
    expect(memory).toBeLessThan(totalmem());
    expect(file).toBe(2 * 1024 ** 3);
  });

  test('passes on what is printed, whole characters only', async () => {
    const { events } = await run([
      'sh',
      '-c',
      String.raw`printf '\303'; sleep 0.2; printf '\274\n'; echo e >&2`,
    ]);
    const text = (stream: string) =>
      events.map((event) => (event.kind === 'output' && event.stream === stream ? event.text : '')).join('');
    expect([text('stdout'), text('stderr')]).toEqual(['ü\n', 'e\n']);
  });

  const endings: [title: string, argv: [string, ...string[]], task: Partial<Task>, expected: object][] = [
    ['an exit code', ['sh', '-c', 'exit 3'], {}, { status: 'failed', code: 'EAGENTEXIT' }],
    ['a signal', ['sh', '-c', 'kill -SEGV $$'], {}, { status: 'failed', code: 'EAGENTKILLED' }],
    [
      'time',
      ['sleep', '30'],
      { limits: { ...limits, wallMs: 200 } },
      { status: 'timed-out', code: 'EAGENTTIME' },
    ],
    ['output', ['yes'], {}, { status: 'limit', code: 'EAGENTOUTPUT' }],
    [
      'a stop',
      ['sleep', '30'],
      { signal: AbortSignal.timeout(200) },
      { status: 'cancelled', code: 'ECANCELLED' },
    ],
    ['no program', ['claude'], {}, { status: 'missing', code: 'ENOAGENT' }],
  ];
  test.each(endings)('makes an outcome of %s', async (_title, argv, task, expected) => {
    expect((await run(argv, task)).outcome).toMatchObject(expected);
  });

  test.skipIf(process.platform !== 'linux').each([
    ['memory', { totalMemoryBytes: 20e6 }, '$kept = "x" x 50e6; sleep 30', 'EAGENTMEMORY'],
    [
      'processes',
      { processes: 20 },
      'for (1 .. 40) { fork or exec "sleep", "30" } sleep 30',
      'EAGENTPROCESSES',
    ],
  ])('makes a limit of too much of %s', async (_what, less, script, code) => {
    await using directory = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
    // What an agent may have of the machine's would slow down everybody here.
    const small: Sandbox = {
      ...none,
      run: async (asked) => await none.run({ ...asked, limits: { ...asked.limits, ...less } }),
    };
    const task = { prompt: '', directory: directory.path, limits, env: {}, hosts: [] };
    const outcome = await commandAgent(['perl', '-e', script], small).run(task, () => undefined);
    expect(outcome).toMatchObject({ status: 'limit', code });
  });

  test.each(confined)('tells of a host that it was not let reach ($name)', async (sandbox) => {
    await using directory = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
    const events: AgentEvent[] = [];
    const ask = `fetch('https://example.com/').catch(() => undefined)`;
    const outcome = await commandAgent([process.execPath, '--eval', ask], sandbox).run(
      { prompt: '', directory: directory.path, limits, env: {}, hosts: ['127.0.0.1:9'] },
      (event) => events.push(event),
    );
    expect(outcome).toMatchObject({ status: 'completed', denials: 1 });
    expect(events).toEqual([{ kind: 'denied', act: 'reach example.com:443' }]);
  });

  test('says how a known program is installed', async () => {
    expect((await run(['claude'])).outcome.reason).toContain('npm install');
    expect((await run(['toString'])).outcome.reason).not.toContain('npm install');
  });

  test('keeps control characters of the program out of the reason', async () => {
    const { outcome } = await run(['sh', '-c', String.raw`printf 'bad \033[31mred\n' >&2; exit 1`]);
    expect(outcome.reason).toMatch(/bad/);
    expect(outcome.reason).not.toMatch(/\p{Cc}/u);
  });
});

describe('openAgent', () => {
  const tools = { model: null, keys: {} };
  const noSandbox = () => Promise.reject(new Error('asked for a sandbox'));

  test('opens patch without a sandbox', async () => {
    expect(await openAgent({ kind: 'patch' }, noSandbox, tools)).toMatchObject({
      name: 'patch',
      sandboxed: false,
    });
  });

  test('opens a command in the sandbox it is given', async () => {
    const agent = await openAgent({ kind: 'command', argv: ['true'] }, () => Promise.resolve(none), tools);
    expect(agent).toMatchObject({ name: 'command', sandboxed: true });
    await expect(openAgent({ kind: 'command', argv: ['true'] }, noSandbox, tools)).rejects.toThrow(
      'asked for a sandbox',
    );
  });

  test('opens an agent by its name, and misses its key', async () => {
    const agent = await openAgent({ kind: 'preset', name: 'claude' }, () => Promise.resolve(none), tools);
    expect(agent).toMatchObject({ name: 'claude', sandboxed: true });
    const task = { prompt: '', directory: '/', env: {}, hosts: [], limits };
    expect(await agent.run(task, () => undefined)).toMatchObject({ status: 'missing', code: 'ENOKEY' });
    const keys = { ANTHROPIC_API_KEY: 'sk-0123456789', ANTHROPIC_BASE_URL: 'not an address' };
    const lost = await openAgent({ kind: 'preset', name: 'claude' }, () => Promise.resolve(none), {
      ...tools,
      keys,
    });
    expect(await lost.run(task, () => undefined)).toMatchObject({ status: 'missing', code: 'EURL' });
  });
});
