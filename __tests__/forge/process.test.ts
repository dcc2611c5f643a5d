import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectControl } from '../../forge/open-forge.ts';

const MAIN = fileURLToPath(new URL('../../forge/main.ts', import.meta.url));
let room: string;
beforeAll(async () => {
  room = await mkdtemp(join(tmpdir(), 'wholly-test-'));
});
afterAll(() => rm(room, { recursive: true, force: true }));

/** Its own temporary directory, so that what it leaves behind can be seen. */
async function start(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, '--json', ...args], {
    env: { PATH: process.env['PATH'], TMPDIR: room },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, ended: once(child, 'close'), facts: JSON.parse(String(line)) };
}

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with nothing left behind', async (signal) => {
  const { child, ended, facts } = await start();
  await connectControl(facts).createRepository({ owner: 'acme', name: 'x', files: { a: '' } });
  expect(await readdir(room)).toHaveLength(1);
  child.kill(signal);
  expect(await ended).toEqual([0, null]);
  expect(await readdir(room)).toEqual([]);
});

test('on a leash it ends with its parent', async () => {
  const child = spawn(process.execPath, [MAIN, '--json', '--leash'], {
    env: { PATH: process.env['PATH'], TMPDIR: room },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  child.stdin.write('{"files":{"only.txt":"x"}}\n');
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const facts = JSON.parse(String(line));
  const listed = await fetch(`${facts.url}/repos/acme/app/contents`);
  expect(await listed.json()).toMatchObject([{ name: 'only.txt' }]);
  child.stdin.end();
  expect(await ended).toEqual([0, null]);
  expect(await readdir(room)).toEqual([]);
});

test('control is for whoever started it', async () => {
  const { child, ended, facts } = await start();
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

test('a bad port is a usage error', async () => {
  const child = spawn(process.execPath, [MAIN, '--port', 'x'], { stdio: 'ignore' });
  expect(await once(child, 'close')).toEqual([2, null]);
});
