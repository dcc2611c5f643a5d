import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { containerSandbox, type Engine } from '../../src/sandbox/container.ts';
import { emptyImage, planContainer, type ContainerProfile } from '../../src/sandbox/container-profile.ts';
import { openScratch } from '../doubles/scratch.ts';
import { countSettles } from './processes.ts';
import { command, botEnv, engines, findRungs } from './rungs.ts';

const execute = promisify(execFile);

const working = (await findRungs()).map(({ name }) => name);

const profile: ContainerProfile = {
  engine: 'docker',
  name: 'wholly-x',
  user: { uid: 1000, gid: 1000, own: true },
  cwd: '/',
  workAt: '/',
  env: {},
  shown: [],
  homeFiles: {},
  home: null,
  processes: null,
  memory: null,
};

/** What the container would run, run by a shell right here; it ends its input where the header does. */
function launch(shell: string, plan: { flags: readonly string[]; header: string }, words: string[]) {
  const [env = '', clean = '', , ...rest] = plan.flags.slice(plan.flags.indexOf(emptyImage) + 1);
  const running = execute(env, [clean, shell, ...rest, ...words]);
  running.child.stdin?.end(plan.header);
  return running;
}

describe.each(['/bin/sh', '/bin/bash'].filter((shell) => existsSync(shell)))('the launcher in %s', (file) => {
  // A bash does as a plain shell only where that is its name.
  let place: Awaited<ReturnType<typeof openScratch>>;
  let shell: string;
  beforeAll(async () => {
    place = await openScratch();
    shell = join(place.path, 'sh');
    await symlink(file, shell);
  });
  afterAll(async () => await place[Symbol.asyncDispose]());

  test('hands on every value as it is, and adds no variable of its own', async () => {
    const value = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'));
    const values = fc.array(fc.oneof(value, fc.constantFrom(`'`, '\\', '\n', '\\n', '$(id)', 'āĂă', '\\c')));
    await fc.assert(
      fc.asyncProperty(values, async (parts) => {
        const text = parts.join('');
        const plan = planContainer({ ...profile, env: { PATH: '/usr/bin:/bin', API_KEY: text } });
        const { stdout } = await launch(shell, plan, ['env', '--null']);
        const lines = stdout.split('\0').filter((line) => line !== '' && !line.startsWith('PWD='));
        expect(lines.sort()).toEqual([`API_KEY=${text}`, 'PATH=/usr/bin:/bin']);
      }),
      { numRuns: 25 },
    );
  });

  test('runs nothing when the one who started it ends before it is told everything', async () => {
    const plan = planContainer({ ...profile, env: { PATH: '/usr/bin:/bin' } });
    const header = plan.header.slice(0, -1);
    await expect(launch(shell, { ...plan, header }, ['echo', 'ran'])).rejects.toMatchObject({ stdout: '' });
  });
});

test('a place that is shown twice is mounted once, and the checkout always to be written', () => {
  const shown = [
    ['/usr', '/usr'],
    ['/checkout', '/checkout'],
    ['/usr', '/usr'],
  ] as const;
  const { flags } = planContainer({ ...profile, cwd: '/checkout', workAt: '/checkout', shown });
  expect(flags.filter((flag) => flag.startsWith('--mount='))).toEqual([
    '--mount=type=bind,source=/usr,target=/usr,readonly',
    '--mount=type=bind,source=/checkout,target=/checkout',
  ]);
});

describe.each(engines.filter(({ name }) => working.includes(name)))('$name', (engine) => {
  const sandbox = containerSandbox(engine);
  const ask = async (...words: string[]) =>
    (await execute(engine.program, words, { env: { ...engine.env } })).stdout.trim();
  const containers = async () =>
    (await ask('ps', '--all', '--quiet', '--filter', 'name=wholly-')).split('\n').filter(Boolean);

  test('a command may end as a failing engine does', async () => {
    await using scratch = await openScratch();
    for (const code of [125, 127]) {
      const exit = await sandbox.run(command(['sh', '-c', `exit ${code}`], scratch.path));
      expect(exit).toMatchObject({ kind: 'exited', exitCode: code });
    }
  });

  test('an engine that does not answer is a failure of the sandbox', async () => {
    await using scratch = await openScratch();
    const broken: Engine = { ...engine, program: '/bin/false' };
    const run = containerSandbox(broken).run(command(['true'], scratch.path));
    await expect(run).rejects.toMatchObject({ code: 'ESANDBOX' });
  });

  test('the engine is told no value of a variable and no file of the home', async () => {
    await using scratch = await openScratch();
    const [key, file] = [`key-${randomUUID()}`, `file-${randomUUID()}`];
    let told = '';
    const asked: Promise<void>[] = [];
    const look = async () => {
      for (const id of await containers()) told += await ask('container', 'inspect', id).catch(() => '');
      await writeFile(scratch.join('looked'), '');
    };
    await sandbox.run(
      command(['sh', '-c', 'echo up; until [ -e looked ]; do sleep 0.02; done'], scratch.path, {
        env: { API_KEY: key },
        homeFiles: { settings: file },
        onOutput: () => void asked.push(look()),
      }),
    );
    await Promise.all(asked);
    expect(told).toContain(scratch.path);
    expect(told).not.toContain(key);
    expect(told).not.toContain(file);
  });

  test('a checkout may be called what it likes', async () => {
    await using scratch = await openScratch();
    const cwd = join(scratch.path, engine.name === 'docker' ? `a:b, "c' d` : `a:b "c' d`);
    await mkdir(cwd);
    await sandbox.run(command(['touch', 'made'], cwd));
    expect(await readdir(cwd)).toEqual(['made']);
  });

  test('holds the number of processes', async () => {
    await using scratch = await openScratch();
    const fork = ['sh', '-c', 'for i in 1 2 3 4 5 6 7 8 9; do sleep 0.1 & done; wait; echo all'] as const;
    const limits = { wallMs: 30_000, outputBytes: 10_000 };
    const few = await sandbox.run(command(fork, scratch.path, { limits: { ...limits, processes: 6 } }));
    expect(few).not.toMatchObject({ stdout: { text: 'all\n' } });
    const enough = await sandbox.run(command(fork, scratch.path, { limits: { ...limits, processes: 60 } }));
    expect(enough).toMatchObject({ stdout: { text: 'all\n' } });
  });

  test('whenever the bot is killed, no container is left after three seconds', async () => {
    await using scratch = await openScratch();
    const sleeper = `613.${process.pid}`;
    const words = [join(import.meta.dirname, 'bot.ts'), engine.name, scratch.path, 'sleep', sleeper];
    for (const after of [250, 400, 600]) {
      const bot = spawn(process.execPath, words, {
        stdio: 'ignore',
        env: { PATH: '/usr/bin:/bin', ...botEnv },
      });
      await delay(after);
      bot.kill('SIGKILL');
      await once(bot, 'exit');
      expect(await countSettles(`sleep\0${sleeper}`, 0, 3000)).toBe(0);
    }
    // Other tests have some as well, which come and go.
    const end = performance.now() + 3000;
    while ((await containers()).length > 0 && performance.now() < end) await delay(50);
    expect(await containers()).toEqual([]);
  });
});
