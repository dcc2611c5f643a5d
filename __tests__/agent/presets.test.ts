import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLines } from '../../src/agent/json-lines.ts';
import { presetAgent } from '../../src/agent/preset-agent.ts';
import { PRESETS, type PresetName } from '../../src/agent/presets.ts';
import { readClaude } from '../../src/agent/presets/claude.ts';
import { readCodex } from '../../src/agent/presets/codex.ts';
import { parseVersion } from '../../src/agent/version.ts';
import type { AgentEvent, Task } from '../../src/agent/agent.ts';
import { none } from '../../src/sandbox/none.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { openScratch, type Scratch } from '../doubles/scratch.ts';
import { session, sessionId } from './session.ts';

const KEY = 'a-real-key-of-some-model-0123456789';

/** A model's server that says whom it was asked by. */
let model = '';
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(`${request.url} ${[request.headers['x-key']].flat().join()}`);
  if (request.url === '/refuse') response.writeHead(401);
  if (request.url === '/cut') response.write('{', () => response.destroy());
  else response.end('{}');
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = server.address();
  model = `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`;
});
afterAll(() => {
  server.close();
});

/** Puts a program of that name on a PATH of its own, in JavaScript. */
function install(scratch: Scratch, name: string, source: string): string {
  const file = scratch.join(name);
  writeFileSync(file, `#!${process.execPath}\n${source}`);
  chmodSync(file, 0o755);
  return scratch.path;
}

async function run(name: PresetName, source: string, more: Partial<Task> = {}, chosen: string | null = null) {
  await using bin = await openScratch();
  await using checkout = await openScratch();
  const preset = PRESETS[name];
  const path = `${install(bin, preset.program, source)}:${process.env['PATH'] ?? ''}`;
  const events: AgentEvent[] = [];
  const agent = presetAgent(preset, {
    sandbox: none,
    model: chosen,
    keys: { [preset.model.key]: KEY, [preset.model.base]: model },
  });
  const outcome = await agent.run(
    {
      prompt: 'please',
      directory: checkout.path,
      env: { PATH: path },
      hosts: [],
      limits: { wallMs: 20_000, outputBytes: 1_000_000 },
      ...more,
    },
    (event) => events.push(event),
  );
  return { outcome, events };
}

/** Tells its arguments, its environment and what it read, and asks its model. */
const CURIOUS = (base: string, key: string): string => `
  const fs = require('node:fs');
  const said = fs.readFileSync(0, 'utf8');
  const base = ${base};
  fetch(base + '/hello', { headers: { 'x-key': process.env.${key} } }).then(() => {
    fs.writeFileSync('seen.json', JSON.stringify({ argv: process.argv.slice(2), env: process.env, said }));
  });`;

const HOME_FILES: Readonly<Record<string, readonly string[]>> = {
  gemini: ['.gemini/settings.json'],
  opencode: [
    '.config/opencode/package-lock.json',
    '.config/opencode/node_modules/.package-lock.json',
    '.local/share/opencode/talk/.keep',
  ],
};

/** What keeps each from asking, updating, reporting and trying for ever, as JSON has it; measured with the real ones. */
const QUIET: Readonly<Record<string, readonly string[]>> = {
  claude: [
    '"--permission-mode=acceptEdits"',
    '"CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC":"1"',
    '"CLAUDE_CODE_MAX_RETRIES":"2"',
    '"DISABLE_AUTOUPDATER":"1"',
    '"DISABLE_TELEMETRY":"1"',
    '"DISABLE_ERROR_REPORTING":"1"',
  ],
  codex: [
    '"check_for_update_on_startup=false"',
    '"features.plugins=false"',
    '"features.apps=false"',
    '"analytics.enabled=false"',
    '"model_providers.wholly.request_max_retries=2"',
    '"model_providers.wholly.stream_max_retries=2"',
  ],
  gemini: [
    '"--skip-trust"',
    '"GEMINI_CLI_NO_RELAUNCH":"true"',
    '"GEMINI_TELEMETRY_ENABLED":"false"',
    '"privacy":{"usageStatisticsEnabled":false}',
    '"enableAutoUpdate":false',
    '"enableAutoUpdateNotification":false',
    '"maxAttempts":3',
  ],
  copilot: ['"COPILOT_OFFLINE":"true"', '"COPILOT_AUTO_UPDATE":"false"'],
  opencode: ['AUTOUPDATE', 'MODELS_FETCH', 'LSP_DOWNLOAD', 'SHARE', 'DEFAULT_PLUGINS'].map(
    (what) => `"OPENCODE_DISABLE_${what}":"true"`,
  ),
};

/** What each holds of seven turns, two dollars and a conversation by itself; all else the driver does. */
const ORDERED: Readonly<Record<string, readonly string[]>> = {
  claude: ['"--max-turns=7"', '"--max-budget-usd=2"', '"--resume=s-1"'],
  codex: ['"exec","resume","s-1"'],
  gemini: ['"maxSessionTurns":7'],
};

describe.each(Object.values(PRESETS).map((preset) => [preset.name, preset] as const))(
  '%s',
  (name, preset) => {
    test('keeps quiet, and is told of limits and conversations in its own words', () => {
      const order = { model: 'm-1', turns: 7, dollars: 2, session: sessionId('s-1'), baseUrl: 'http://x' };
      const texts = Object.values(preset.homeFiles?.(order) ?? {}).join('');
      const all = JSON.stringify([preset.words(order), preset.environment(order)]) + texts;
      // Who adds a preset says what keeps it quiet.
      expect(QUIET[name]?.length).toBeGreaterThan(0);
      for (const setting of [...(QUIET[name] ?? []), ...(ORDERED[name] ?? [])])
        expect(all).toContain(setting);
    });

    test('is run by a row of plain words, and says how it is installed', () => {
      const order = {
        model: 'm-1',
        turns: 7,
        dollars: 2,
        session: sessionId('s-1'),
        baseUrl: 'http://127.0.0.1:9',
      };
      for (const word of preset.words(order)) expect(word).not.toBe('');
      expect(JSON.stringify([preset.words(order), preset.environment(order)])).toContain('m-1');
      expect(JSON.stringify([preset.words(order), preset.environment(order)])).toContain(
        'http://127.0.0.1:9',
      );
      expect(preset.install).toMatch(/^npm install --global /);
      expect(preset.name).toBe(name);
      const plain = { model: null, baseUrl: 'http://127.0.0.1:9' };
      expect(JSON.stringify([preset.words(plain), preset.environment(plain)])).not.toMatch(/null|undefined/);
    });

    test('reaches its model under a stand-in, and never holds the key', async () => {
      await using checkout = await openScratch();
      asked.length = 0;
      const base =
        name === 'codex'
          ? `/base_url="([^"]*)"/.exec(process.argv.join(' '))[1]`
          : name === 'opencode'
            ? `JSON.parse(process.env.OPENCODE_CONFIG_CONTENT).provider.wholly.options.baseURL`
            : `process.env.${preset.model.base}`;
      // An agent that speaks a protocol would wait for its input to end: this one only looks around.
      const source = CURIOUS(base, preset.model.key).replace(
        `fs.readFileSync(0, 'utf8')`,
        preset.speaks === 'acp' ? `''` : `fs.readFileSync(0, 'utf8')`,
      );
      const env = { PATH: '' };
      await using bin = await openScratch();
      env.PATH = `${install(bin, preset.program, source)}:${process.env['PATH'] ?? ''}`;
      await presetAgent(preset, {
        sandbox: none,
        model: 'm-1',
        keys: { [preset.model.key]: KEY, [preset.model.base]: model, GITHUB_TOKEN: 'never' },
      }).run(
        {
          prompt: 'please',
          directory: checkout.path,
          env,
          hosts: [],
          limits: { wallMs: 20_000, outputBytes: 1_000_000 },
        },
        () => undefined,
      );
      expect(asked).toEqual([`/hello ${KEY}`]);
      const seen = readFileSync(checkout.join('seen.json'), 'utf8');
      expect(seen).not.toContain(KEY);
      expect(seen).not.toContain('never');
      expect(seen).toMatch(/wholly-[0-9a-f]{32}/);
    });

    test('has its settings in a home of its own, outside of the checkout', () => {
      const files = Object.entries(preset.homeFiles?.({ model: null, turns: 7, baseUrl: 'http://x' }) ?? {});
      for (const [path, text] of files) {
        expect(path).toMatch(/^\.[a-z]+\/(?!.*\.\.)/);
        expect(() => JSON.parse(text)).not.toThrow();
      }
      expect(files.map(([path]) => path)).toEqual(HOME_FILES[name] ?? []);
    });

    test('a program that is not there is missing, with the line that installs it', async () => {
      await using checkout = await openScratch();
      const agent = presetAgent(preset, { sandbox: none, model: 'm-1', keys: { [preset.model.key]: KEY } });
      const outcome = await agent.run(
        {
          prompt: '',
          directory: checkout.path,
          env: { PATH: checkout.path },
          hosts: [],
          limits: { wallMs: 1000, outputBytes: 10 },
        },
        () => undefined,
      );
      expect(outcome).toMatchObject({ status: 'missing', code: 'ENOAGENT' });
      expect(outcome.reason).toContain(preset.install);
    });
  },
);

test('whoever it is may reach its model and what the configuration lists, and nothing else', async () => {
  await using checkout = await openScratch();
  const reached: (readonly string[])[] = [];
  const sandbox: Sandbox = {
    ...none,
    async run(asked) {
      reached.push(asked.hosts);
      return await none.run(asked);
    },
  };
  const keys = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: model };
  await presetAgent(PRESETS.codex, { sandbox, model: null, keys }).run(
    {
      prompt: '',
      directory: checkout.path,
      env: { PATH: checkout.path },
      hosts: ['registry.example:443'],
      limits: { wallMs: 1000, outputBytes: 10 },
    },
    () => undefined,
  );
  // Its version is asked for with nobody to reach.
  const [version, work] = reached.toSorted((a, b) => a.length - b.length);
  expect(version).toEqual([]);
  expect(work).toEqual(['registry.example:443', expect.stringMatching(/^127\.0\.0\.1:\d+$/)]);
});

test.each(['copilot', 'opencode'] as const)('%s is not started without a model', async (name) => {
  const { outcome } = await run(name, `require('node:fs').writeFileSync('ran', '')`);
  expect(outcome).toMatchObject({ status: 'missing', code: 'ENOMODEL' });
});

describe('an agent that calls it a good end when its model fails', () => {
  const program = new URL('acp-program.ts', import.meta.url).href;
  const source = `process.argv.splice(2, 9, 'model'); import('${program}');`;

  test.each(['refuse', 'cut', 'fine refuse', 'fine cut'])('has failed (%s)', async (prompt) => {
    const { outcome } = await run('copilot', source, { prompt }, 'm-1');
    expect(outcome).toMatchObject({ status: 'failed', code: 'EAGENTMODEL', sessionId: 'fresh' });
  });

  test.each(['fine', 'refuse fine', 'cut fine'])('has ended well where the last was (%s)', async (prompt) => {
    expect((await run('copilot', source, { prompt }, 'm-1')).outcome.status).toBe('completed');
  });
});

const say = (...lines: unknown[]): string =>
  lines.map((line) => `console.log(${JSON.stringify(JSON.stringify(line))});`).join('\n');
const INIT = {
  type: 'system',
  subtype: 'init',
  session_id: 'c-1',
  claude_code_version: '2.1.329',
  tools: [],
};
const assistant = (...content: unknown[]): unknown => ({
  type: 'assistant',
  message: { content, usage: { input_tokens: 10, output_tokens: 5, service_tier: 'x' } },
});
const result = (more: object): unknown => ({
  type: 'result',
  subtype: 'success',
  is_error: false,
  num_turns: 1,
  ...more,
});

test('Gemini CLI is told of the directory with what it is given, outside of which its own tools read nothing', async () => {
  const tell = "require('node:fs').writeSync(2, JSON.stringify(process.argv.slice(2)))";
  const words = async (more: Partial<Task>): Promise<string> =>
    (await run('gemini', tell, more)).events
      .map((event) => (event.kind === 'output' ? event.text : ''))
      .join('');
  expect(await words({ given: '/given' })).toContain('"--include-directories","/given"');
  expect(await words({})).not.toContain('--include-directories');
});

describe('what claude prints', () => {
  test('becomes events, and its last word the outcome', async () => {
    const { outcome, events } = await run(
      'claude',
      `console.log('warming up');${say(
        INIT,
        assistant(
          { type: 'text', text: 'I will edit. ' },
          { type: 'tool_use', name: 'Edit', input: { file_path: 'a.txt' } },
        ),
        { type: 'user', message: {} },
        assistant({ type: 'tool_use', name: 'Bash', input: { command: 'npm test' } }, { type: 'thinking' }),
        result({
          num_turns: 2,
          result: 'Done.',
          total_cost_usd: 0.5,
          permission_denials: [{ tool_name: 'Bash' }],
        }),
      )}`,
    );
    expect(outcome).toEqual({
      status: 'completed',
      reason: 'The agent finished.',
      answer: 'Done.',
      version: '2.1.329',
      sessionId: 'c-1',
      turns: 2,
      tokens: 30,
      dollars: 0.5,
      denials: 1,
    });
    expect(events).toEqual([
      { kind: 'output', stream: 'stdout', text: 'warming up\n' },
      { kind: 'session', id: 'c-1' },
      { kind: 'version', version: '2.1.329' },
      { kind: 'say', text: 'I will edit.' },
      { kind: 'edit', path: 'a.txt' },
      { kind: 'usage', turns: 1, tokens: 15, dollars: null },
      { kind: 'execute', command: 'npm test' },
      { kind: 'usage', turns: 2, tokens: 30, dollars: null },
      { kind: 'denied', act: 'Bash' },
      { kind: 'usage', turns: 2, tokens: 30, dollars: 0.5 },
    ]);
  });

  test.each([
    [
      'success with an error flag',
      say(INIT, result({ is_error: true, result: 'API Error: 500' })),
      'failed',
      'EAGENTRESULT',
    ],
    [
      'too many turns',
      `${say(result({ subtype: 'error_max_turns', is_error: true }))}process.exitCode = 1`,
      'limit',
      'EAGENTTURNS',
    ],
    [
      'too much money',
      `${say(result({ subtype: 'error_max_budget_usd', is_error: true }))}process.exitCode = 1`,
      'limit',
      'EAGENTCOST',
    ],
    [
      'success and a status that says otherwise',
      `${say(result({}))}process.exitCode = 1`,
      'failed',
      'EAGENTEXIT',
    ],
    ['no last word', say(INIT), 'failed', 'EAGENTRESULT'],
    ['nothing at all', '', 'failed', 'EAGENTRESULT'],
    ['a crash', 'process.kill(process.pid, "SIGKILL")', 'failed', 'EAGENTKILLED'],
  ])('%s is an outcome of its own', async (_, source, status, code) => {
    expect((await run('claude', source)).outcome).toMatchObject({ status, code });
  });

  test('more turns than it may are stopped, whatever it makes of its own limit', async () => {
    const source = `setInterval(() => { ${say(assistant({ type: 'text', text: 'more' }))} }, 10)`;
    const limits = { wallMs: 20_000, outputBytes: 1_000_000, turns: 3 };
    expect((await run('claude', source, { limits })).outcome).toMatchObject({
      status: 'limit',
      code: 'EAGENTTURNS',
    });
  });

  test.each([null, 1, 'text', [], {}, { type: 'result' }, { type: 'assistant', message: { content: 7 } }])(
    'a line it never prints says nothing: %j',
    (line) => {
      const reader = readClaude({ tokens: 0, dollars: 0 });
      expect([reader.read(line), reader.verdict]).toEqual([[], null]);
    },
  );
});

describe('what codex prints', () => {
  const item = (more: object, type = 'item.completed'): unknown => ({ type, item: { id: 'i', ...more } });

  test('becomes events, and its last word the outcome', async () => {
    const { outcome, events } = await run(
      'codex',
      say(
        { type: 'thread.started', thread_id: 't-1' },
        { type: 'turn.started' },
        item({ type: 'command_execution', command: 'ls', status: 'in_progress' }, 'item.started'),
        item({ type: 'command_execution', command: 'ls', exit_code: 0 }),
        item({
          type: 'file_change',
          changes: [
            { path: 'a.txt', kind: 'update' },
            { path: 'b.txt', kind: 'add' },
          ],
        }),
        item({ type: 'agent_message', text: 'Done.' }),
        { type: 'turn.completed', usage: { input_tokens: 100, cached_input_tokens: 7, output_tokens: 20 } },
      ),
    );
    expect(outcome).toEqual({
      status: 'completed',
      reason: 'The agent finished.',
      answer: 'Done.',
      version: null,
      sessionId: 't-1',
      turns: 3,
      tokens: 120,
      dollars: null,
      denials: 0,
    });
    expect(events.filter(({ kind }) => kind !== 'usage')).toEqual([
      { kind: 'session', id: 't-1' },
      { kind: 'execute', command: 'ls' },
      { kind: 'edit', path: 'a.txt' },
      { kind: 'edit', path: 'b.txt' },
      { kind: 'say', text: 'Done.' },
    ]);
  });

  test('its version is asked for elsewhere, and a program that does not tell has none', async () => {
    const done = say({ type: 'turn.completed' });
    const tells = (what: string) => `
      if (process.argv[2] !== '--version') { ${done} }
      else { require('node:fs').writeFileSync('asked', ''); ${what} }
      process.on('exit', () => require('node:fs').existsSync('asked') && process.argv[2] === 'exec' && process.exit(9));`;
    const told = await run('codex', tells(`console.log('codex-cli 0.169.0')`));
    expect(told.outcome).toMatchObject({ status: 'completed', version: '0.169.0' });
    const failed = await run('codex', tells(`console.log('codex-cli 0.169.0'); process.exitCode = 1`));
    expect(failed.outcome).toMatchObject({ status: 'completed', version: null });
  });

  test.each([
    ['codex-cli 0.169.0\n', '0.169.0'],
    ['2.1.329 (Claude Code)', '2.1.329'],
    ['v1.0.0-rc.1+x `<b>`', '1.0.0-rc.1+x'],
    [`1.${'0'.repeat(100)}`, `1.${'0'.repeat(41)}`],
    ['about 7 years', null],
    [`${'x'.repeat(1000)}1.2`, null],
  ])('the version in %j is %j', (text, version) => {
    expect(parseVersion(text)).toBe(version);
  });

  test('a turn that failed fails, and a session and a model are asked for by words', async () => {
    const failed = await run(
      'codex',
      `${say({ type: 'turn.failed', error: { message: 'no' } })}process.exitCode = 1`,
    );
    expect(failed.outcome).toMatchObject({ status: 'failed', code: 'EAGENTRESULT', reason: 'no' });
    const words = PRESETS.codex.words({ model: 'gpt-x', session: sessionId('t-1'), baseUrl: 'http://x' });
    expect(words.slice(0, 3)).toEqual(['exec', 'resume', 't-1']);
    expect(words).toContain('model="gpt-x"');
  });

  test.each([null, { type: 'item.completed' }, { type: 'error', message: 'Reconnecting' }])(
    'a line it never prints says nothing: %j',
    (line) => {
      const reader = readCodex({ tokens: 0, dollars: 0 });
      expect([reader.read(line), reader.verdict]).toEqual([[], null]);
    },
  );
});

describe('an earlier conversation', () => {
  /** Notes what it was asked with. */
  const NOTING = `
    const fs = require('node:fs');
    const words = process.argv.slice(2).join(' ');
    const resumes = /(?:--resume=|resume )(\\S+)/.exec(words)?.[1] ?? null;
    if (!words.startsWith('--version'))
      fs.writeFileSync('asked', JSON.stringify([resumes, fs.readFileSync(0, 'utf8')]));`;
  const asked = (checkout: Scratch): unknown => JSON.parse(readFileSync(checkout.join('asked'), 'utf8'));
  const words = {
    claude: say(INIT, assistant(), result({ num_turns: 1, total_cost_usd: 0.75 })),
    codex: say(
      { type: 'thread.started', thread_id: 'c-1' },
      { type: 'item.completed', item: { id: 'i', type: 'agent_message', text: 'Done.' } },
      { type: 'turn.completed', usage: { input_tokens: 100, output_tokens: 20 } },
    ),
  };

  test.each([
    ['claude', { tokens: 15, dollars: 0.5 }],
    ['codex', { tokens: 70, dollars: null }],
  ] as const)(
    'L14 is gone on with by %s, told only what is new, and what it used before is no part of this run',
    async (name, used) => {
      await using checkout = await openScratch();
      const { outcome } = await run(name, NOTING + words[name], {
        directory: checkout.path,
        session: session('c-1', 'go on', 50, 0.25),
        limits: { wallMs: 20_000, outputBytes: 1_000_000, tokens: 75, dollars: 0.5 },
      });
      expect(outcome).toMatchObject({ status: 'completed', sessionId: 'c-1', ...used });
      expect(asked(checkout)).toEqual(['c-1', 'go on']);
    },
  );

  test.each(['claude', 'codex'] as const)(
    'L14 that %s does not find is a failure of its own',
    async (name) => {
      const lost =
        name === 'claude'
          ? say(result({ is_error: true, subtype: 'error_during_execution', num_turns: 0 }))
          : '';
      const source = `${NOTING}${lost}process.exitCode = 1;`;
      expect((await run(name, source, { session: session('c-1') })).outcome.code).toBe('ENOSESSION');
      expect((await run(name, source)).outcome.code).not.toBe('ENOSESSION');
    },
  );

  test.each(Object.values(PRESETS).map((preset) => [preset.name, preset] as const))(
    'lies in a directory of the home that names nothing outside of it (%s)',
    (_, preset) => {
      for (const directory of ['/tmp/x/My.Repo', '/tmp/x/..', '/tmp/x/ü', '/tmp/x/--', '/'])
        expect(preset.sessionsOf?.(directory) ?? '.none/x').toMatch(/^\.[a-z]+(?:\/(?!\.)[\w-]+)+$/);
    },
  );

  test('is kept of OpenCode only where a sandbox shows its checkout at the same place each time', () => {
    const tools = { model: null, keys: {} };
    const places = [none, { ...none, name: 'bwrap' } as const].map((sandbox) =>
      presetAgent(PRESETS.opencode, { ...tools, sandbox }).sessionsOf?.('/x'),
    );
    expect(places).toEqual([undefined, '.local/share/opencode/talk']);
  });

  test('is looked for by Gemini CLI under its own short name of the directory', () => {
    const { gemini } = PRESETS;
    expect(gemini.sessionsOf?.('/tmp/x/My..Repo-')).toBe('.gemini/tmp/my-repo/chats');
    expect(gemini.sessionsOf?.('/tmp/x/ü')).toBe('.gemini/tmp/project/chats');
  });

  test('is not lost where it was the model that failed', async () => {
    const failing = `fetch(process.env.ANTHROPIC_BASE_URL + '/refuse', { method: 'POST' }).then(() => process.exit(1));`;
    const { outcome } = await run('claude', failing, { session: session('c-1') });
    expect(outcome).toMatchObject({ status: 'failed', code: 'EAGENTEXIT' });
  });
});

test('lines are whole however they are cut, and one without an end costs nothing', () => {
  const values: unknown[] = [];
  const noise: string[] = [];
  const take = openLines(
    (value) => values.push(value),
    (text) => noise.push(text),
  );
  for (const piece of '{"a":"ü€"}\nhel') take(piece);
  take('lo\n\n{"b":2}\n{"é":1}\n[3]');
  take('\n');
  expect(values).toEqual([{ a: 'ü€' }, { b: 2 }, { é: 1 }, [3]]);
  expect(noise).toEqual(['hello\n']);
  const long = 'x'.repeat(1024 * 1024);
  for (const megabytes of [15, 17, 40]) {
    take('"');
    for (let count = 0; count < megabytes; count += 1) take(long);
    take('"\n{"c":4}\n');
  }
  expect(values.slice(4)).toEqual([long.repeat(15), { c: 4 }, { c: 4 }, { c: 4 }]);
  expect(noise).toHaveLength(1);
});
