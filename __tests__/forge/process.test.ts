import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { connectControl } from '../../forge/open-forge.ts';

const MAIN = fileURLToPath(new URL('../../forge/main.ts', import.meta.url));
let room: string;
beforeAll(async () => {
  room = await mkdtemp(join(tmpdir(), 'wholly-test-'));
});
afterAll(() => rm(room, { recursive: true, force: true }));

/** Its own temporary directory, so that what it leaves behind can be seen. */
async function start(flags: readonly string[], input = '') {
  const child = spawn(process.execPath, [MAIN, '--json', ...flags], {
    env: { PATH: process.env['PATH'], TMPDIR: room },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  child.stdin.write(input);
  const ended = once(child, 'close');
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, ended, facts: JSON.parse(String(line)) };
}

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with nothing left behind', async (signal) => {
  const { child, ended, facts } = await start([]);
  await connectControl(facts).createRepository({ owner: 'acme', name: 'x', files: { a: '' } });
  expect(await readdir(room)).toHaveLength(1);
  child.kill(signal);
  expect(await ended).toEqual([0, null]);
  expect(await readdir(room)).toEqual([]);
});

test('on a leash it ends with its parent', async () => {
  const { child, ended, facts } = await start(['--leash'], '{"files":{"only.txt":"x"}}\n');
  const listed = await fetch(`${facts.url}/repos/acme/app/contents`);
  expect(await listed.json()).toMatchObject([{ name: 'only.txt' }]);
  child.stdin.end();
  expect(await ended).toEqual([0, null]);
  expect(await readdir(room)).toEqual([]);
});

test('control is for whoever started it', async () => {
  const { child, ended, facts } = await start([]);
  const answer = await fetch(`${facts.url}/_forge/control/listRequests`, {
    method: 'POST',
    headers: { authorization: 'Bearer x' },
    body: '[]',
  });
  expect(answer.status).toBe(404);
  const own = await connectControl(facts).listRequests();
  expect(own).toEqual([]);
  child.kill('SIGTERM');
  await ended;
});

test.each([['--port', 'x'], ['--nonsense']])('%s is a usage error', async (...flags) => {
  const child = spawn(process.execPath, [MAIN, ...flags], { stdio: 'ignore' });
  expect(await once(child, 'close')).toEqual([2, null]);
});
