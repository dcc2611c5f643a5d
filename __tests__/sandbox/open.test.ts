import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { none } from '../../src/sandbox/none.ts';
import { examineRungs, openSandbox, strongestOf } from '../../src/sandbox/open.ts';
import { testSandbox } from '../../src/sandbox/self-test.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { openScratch } from '../doubles/scratch.ts';
import { command, findRungs, isConfined, isRoot } from './rungs.ts';

const confined = (await findRungs()).filter(isConfined);

const hasBwrap = confined.some(({ name }) => name === 'bwrap');

test('none is there for who asks for it', async () => {
  expect((await openSandbox('none')).name).toBe('none');
});

describe.skipIf(!hasBwrap)('with bubblewrap', () => {
  test('auto is the strongest rung, tested once for all', async () => {
    const [first, second, named] = await Promise.all([
      openSandbox('auto'),
      openSandbox('auto'),
      openSandbox('bwrap'),
    ]);
    expect(first.name).toBe('bwrap');
    expect(second).toBe(first);
    expect(named).toBe(first);
  });

  test.each(confined)('$name withstands the self-test', async (sandbox) => {
    expect(await testSandbox(sandbox)).toEqual([]);
  });

  test('a rung that lets something out is passed over, and is not taken for want of a better', async () => {
    const weak: Sandbox = { ...none, name: 'bwrap-root' };
    expect((await strongestOf([weak, ...confined])).name).toBe('bwrap');
    await expect(strongestOf([weak])).rejects.toMatchObject({ code: 'ENOSANDBOX' });
  });

  test('the self-test sees what gets out of no sandbox', async () => {
    const escapes = await testSandbox(none);
    expect(escapes).toContain('reach the network');
    expect(escapes).toContain('see a directory it was not shown');
    expect(escapes).toContain('write where it was not shown anything');
    expect(escapes.some((escape) => /^read \w+ of process \d+$/.test(escape))).toBe(true);
  });

  test('the self-test sees a process that stays behind', async () => {
    const stayed: number[] = [];
    const leaky: Sandbox = {
      name: 'none',
      changesOwners: false,
      async run(asked) {
        const child = spawn('sleep', ['60'], {
          argv0: asked.argv.at(-1) ?? '',
          stdio: 'ignore',
          detached: true,
        });
        stayed.push(child.pid ?? 0);
        await once(child, 'spawn');
        return await none.run({ ...asked, argv: ['echo', '[]'] });
      },
    };
    const escapes = await testSandbox(leaky);
    for (const id of stayed) process.kill(id, 'SIGKILL');
    expect(escapes).toEqual(['leave a process behind']);
  });

  /** Opens `auto` in a process of its own, through other words in front, and gives back what it says. */
  const openElsewhere = async (front: readonly [string, ...string[]]) => {
    const [program, ...args]: [string, ...string[]] = [
      ...front,
      process.execPath,
      join(import.meta.dirname, 'bot.ts'),
      'auto',
      tmpdir(),
      'true',
    ];
    return await promisify(execFile)(program, args).then(
      () => 'opened',
      (error: unknown) => (error instanceof Error && 'stderr' in error ? String(error.stderr) : ''),
    );
  };
  const whole = ['bwrap', '--dev-bind', '/', '/', '--proc', '/proc'] as const;

  test('a machine without bubblewrap is told how to install it', async () => {
    const said = await openElsewhere([...whole, '--ro-bind', '/dev/null', '/usr/bin/bwrap']);
    expect(said).toContain("code: 'ENOSANDBOX'");
    expect(said).toContain('apt-get install -y bubblewrap');
  });

  test('a machine that lets nobody confine is told what it needs', async () => {
    const closed = ['--unshare-user', '--uid', '1000', '--gid', '1000', '--disable-userns'] as const;
    const said = await openElsewhere([...whole, ...closed]);
    expect(said).toContain("code: 'ENOSANDBOX'");
    expect(said).toContain('--sandbox none');
  });

  test('every rung is put to its test, and one that cannot be used says what it needs', async () => {
    const rungs = await examineRungs();
    expect(rungs.map(({ name }) => name)).toEqual(['bwrap', 'bwrap-root', 'bwrap-sudo']);
    const holding = rungs.filter(({ failure }) => failure === null).map(({ name }) => name);
    expect(holding).toEqual(confined.map(({ name }) => name));
  });

  test.skipIf(!isRoot).each([
    [
      ['--unshare-user', '--uid', '1000', '--gid', '1000'],
      ['ok', 'note', 'note'],
    ],
    [
      ['--unshare-user', '--uid', '1000', '--gid', '1000', '--disable-userns'],
      ['warning', 'warning', 'warning'],
    ],
    [
      ['--ro-bind', '/dev/null', '/usr/bin/bwrap'],
      ['warning', 'warning', 'warning'],
    ],
  ])('the doctor tells of each rung (%j)', async (closed, verdicts) => {
    await using scratch = await openScratch();
    const words = [process.execPath, join(import.meta.dirname, '../../src/cli.ts'), 'doctor'];
    const place = ['--bind', scratch.path, scratch.path, '--setenv', 'WHOLLY_STATE', scratch.path];
    const { stderr } = await promisify(execFile)('bwrap', [...whole.slice(1), ...place, ...closed, ...words]);
    const lines = stderr.split('\n').filter((line) => line.includes(' sandbox '));
    const signs = { ok: '✔', note: '-', warning: '!' };
    expect(lines.map((line) => Object.entries(signs).find(([, sign]) => line.startsWith(sign))?.[0])).toEqual(
      verdicts,
    );
    expect(lines.map((line) => /bwrap(?:-root|-sudo)?/.exec(line)?.[0])).toEqual([
      'bwrap',
      'bwrap-root',
      'bwrap-sudo',
    ]);
  });

  test('a broken set-up is a failure of the sandbox, not of the command', async () => {
    const [sandbox] = confined;
    const run = sandbox?.run(command(['true'], tmpdir(), { readOnly: ['/no/such/place'] }));
    await expect(run).rejects.toMatchObject({ code: 'ESANDBOX' });
  });
});
