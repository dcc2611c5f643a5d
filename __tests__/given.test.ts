import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { acpAgent } from '../src/agent/acp.ts';
import type { Outcome, Task } from '../src/agent/agent.ts';
import { commandAgent } from '../src/agent/command.ts';
import { requestFile, type GivenFile } from '../src/agent/words.ts';
import { give } from '../src/given.ts';
import { none } from '../src/sandbox/none.ts';
import type { Sandbox } from '../src/sandbox/sandbox.ts';
import { openScratch } from './doubles/scratch.ts';
import { findRungs } from './sandbox/rungs.ts';
import { session } from './agent/session.ts';

const rungs = await findRungs();
const isRoot = process.geteuid?.() === 0;
const REQUEST = requestFile('Do it.\n');
const THREAD: GivenFile = { name: 'thread.md', about: 'what people wrote', text: '| Tidings: ü\n' };

/** A place for checkouts, and one for what is gone after a run. */
async function openDesk() {
  const desk = await openScratch();
  for (const name of ['checkout', 'scratch']) mkdirSync(desk.join(name));
  const task: Task = {
    prompt: 'Do it.\n',
    directory: desk.join('checkout'),
    env: {},
    hosts: [],
    limits: { wallMs: 20_000, outputBytes: 100_000 },
  };
  return {
    task,
    seen: (name: string): string => readFileSync(desk.join('checkout', name), 'utf8'),
    left: (): string[] => readdirSync(desk.join('scratch')),
    made: (): string[] => readdirSync(desk.join('checkout')),
    give: async (
      files: readonly GivenFile[],
      run: (task: Task) => Promise<Outcome>,
      more: Partial<Task> = {},
    ) => await give({ ...task, ...more }, files, desk.join('scratch'), run),
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  };
}

const sh =
  (script: string, sandbox: Sandbox) =>
  async (task: Task): Promise<Outcome> =>
    await commandAgent(['sh', '-c', script], sandbox).run(task, () => undefined);

describe.each(rungs)('$name', (sandbox) => {
  test('an agent finds its request and thread in files that it cannot change, outside of what is collected', async () => {
    await using desk = await openDesk();
    const script = [
      'cat > prompt; cat "$WHOLLY_REQUEST"/*.md > read; echo "$WHOLLY_REQUEST" > place; cd "$WHOLLY_REQUEST"',
      // What root may do without a sandbox is not held.
      ...(sandbox.name === 'none' && isRoot
        ? []
        : ['echo x > new; echo x > thread.md; mv request.md gone; true']),
      'cat *.md | cmp - "$OLDPWD/read" && ls > "$OLDPWD/names"',
    ];
    const outcome = await desk.give([REQUEST, THREAD], sh(script.join('\n'), sandbox));
    expect(outcome).toMatchObject({ status: 'completed' });
    expect([desk.seen('read'), desk.seen('names')]).toEqual([
      `${REQUEST.text}${THREAD.text}`,
      'request.md\nthread.md\n',
    ]);
    const prompt = desk.seen('prompt').split('\n');
    expect(prompt[0]).toBe('Do it.');
    for (const name of ['request.md', 'thread.md'])
      expect(prompt.some((line) => line.startsWith(`- ${desk.seen('place').trim()}/${name}:`))).toBe(true);
    expect(desk.left()).toEqual([]);
    expect(desk.made().toSorted()).toEqual(['names', 'place', 'prompt', 'read']);
  });
});

test('they are open to be read by any user, and to be written by none, whatever we were started with', async () => {
  await using desk = await openDesk();
  const before = process.umask(0o007);
  onTestFinished(() => void process.umask(before));
  const script = 'stat -c %a "$WHOLLY_REQUEST" "$WHOLLY_REQUEST/thread.md" > modes';
  await desk.give([REQUEST, THREAD], sh(script, none));
  expect(desk.seen('modes')).toBe('555\n444\n');
});

test('an agent of the protocol finds them too', async () => {
  await using desk = await openDesk();
  const argv = ['sh', '-c', 'cat "$WHOLLY_REQUEST/thread.md" > read'] as const;
  await desk.give([REQUEST, THREAD], (task) => acpAgent(argv, none).run(task, () => undefined));
  expect(desk.seen('read')).toBe(THREAD.text);
});

test('where nothing but the request is there to read, the prompt is the request and nothing else', async () => {
  await using desk = await openDesk();
  await desk.give([REQUEST], sh('cat > prompt; cat "$WHOLLY_REQUEST/request.md" > read', none));
  expect([desk.seen('prompt'), desk.seen('read')]).toEqual(['Do it.\n', REQUEST.text]);
});

test('who goes on with a conversation is told the place as well, and finds what is there laid anew', async () => {
  await using desk = await openDesk();
  const look = async (task: Task): Promise<Outcome> => {
    expect(task.session?.prompt).toContain(`${task.given}/thread.md`);
    expect(task.session?.prompt.startsWith('go on\n')).toBe(true);
    return await sh(
      'chmod -R u+w "$WHOLLY_REQUEST"; echo x | tee -a "$WHOLLY_REQUEST"/* >> seen; :',
      none,
    )(task);
  };
  const more = { session: session('earlier', 'go on\n') };
  await desk.give([REQUEST, THREAD], look, more);
  await desk.give([REQUEST, THREAD], sh('cat "$WHOLLY_REQUEST"/* > read', none), more);
  expect(desk.seen('read')).toBe(`${REQUEST.text}${THREAD.text}`);
  expect(desk.left()).toEqual([]);
});

test('they are gone too where the agent breaks down', async () => {
  await using desk = await openDesk();
  const broken = desk.give([REQUEST], async () => {
    throw new Error('broken');
  });
  await expect(broken).rejects.toThrow('broken');
  expect(desk.left()).toEqual([]);
});
