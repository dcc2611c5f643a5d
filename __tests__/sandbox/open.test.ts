import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { none } from '../../src/sandbox/none.ts';
import { findEngine } from '../../src/sandbox/container.ts';
import { examineRungs, openSandbox, strongestOf } from '../../src/sandbox/open.ts';
import { testSandbox } from '../../src/sandbox/self-test.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { openScratch } from '../doubles/scratch.ts';
import {
  command,
  dockerEnv,
  engines,
  findRungs,
  isConfined,
  isContainer,
  isRoot,
  podmanConf,
} from './rungs.ts';

const confined = (await findRungs()).filter(isConfined);
const installed = (await Promise.all((['podman', 'docker'] as const).map(findEngine))).filter(
  (engine) => engine !== null,
);

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
    expect(escapes).toContain('get new rights');
    // What any other user cannot do anyway.
    const asRoot = ['use a right of root', 'write to /', 'write to /etc', 'write to /usr'];
    expect(escapes).toEqual(expect.arrayContaining(isRoot ? asRoot : []));
    expect(escapes).toContain('see a directory it was not shown');
    expect(escapes).toContain('write where it was not shown anything');
    expect(escapes.some((escape) => /^read \w+ of process \d+$/.test(escape))).toBe(true);
  });

  test('the self-test sees a process that stays behind', async () => {
    const stayed: number[] = [];
    const leaky: Sandbox = {
      name: 'none',
      changesOwners: false,
      seesOwnMounts: false,
      async run(asked) {
        const child = spawn('sleep', ['60'], {
          argv0: asked.argv.at(-1) ?? '',
          stdio: 'ignore',
          detached: true,
        });
        stayed.push(child.pid ?? 0);
        await once(child, 'spawn');
        return await none.run({ ...asked, argv: ['sh', '-c', 'touch kept; echo "[]"'] });
      },
    };
    const escapes = await testSandbox(leaky);
    for (const id of stayed) process.kill(id, 'SIGKILL');
    expect(escapes).toEqual(['leave a process behind']);
  });

  test('the self-test sees a checkout that cannot be written', async () => {
    const shut: Sandbox = {
      ...none,
      run: async (asked) => await none.run({ ...asked, cwd: '/', argv: ['echo', '[]'] }),
    };
    expect(await testSandbox(shut)).toHaveLength(1);
  });

  /** Opens a sandbox in a process of its own, through other words in front, and gives back what it says. */
  const openElsewhere = async (front: readonly [string, ...string[]], choice = 'auto') => {
    await using scratch = await openScratch();
    const [program, ...args]: [string, ...string[]] = [
      ...front,
      process.execPath,
      join(import.meta.dirname, 'bot.ts'),
      choice,
      scratch.path,
      'true',
    ];
    return await promisify(execFile)(program, args).then(
      ({ stdout }) => stdout,
      (error: unknown) => (error instanceof Error && 'stderr' in error ? String(error.stderr) : ''),
    );
  };
  const whole = ['bwrap', '--dev-bind', '/', '/', '--proc', '/proc'] as const;
  const withoutBwrap = ['--ro-bind', '/dev/null', '/usr/bin/bwrap'] as const;
  // Whether or not their tests run: podman leaves a process that pauses.
  const withoutEngine = (hidden: (name: string) => boolean) =>
    installed
      .filter(({ name }) => hidden(name))
      .flatMap(({ program }) => ['--ro-bind', '/dev/null', realpathSync(program)]);
  const withoutEngines = withoutEngine(() => true);

  test('a machine without bubblewrap is told how to install it', async () => {
    const said = await openElsewhere([...whole, ...withoutBwrap, ...withoutEngines]);
    expect(said).toContain("code: 'ENOSANDBOX'");
    expect(said).toContain('apt-get install -y bubblewrap');
  });

  test('a machine that lets nobody confine is told what it needs', async () => {
    const closed = ['--unshare-user', '--uid', '1000', '--gid', '1000', '--disable-userns'] as const;
    const said = await openElsewhere([...whole, ...withoutEngines, ...closed]);
    expect(said).toContain("code: 'ENOSANDBOX'");
    expect(said).toContain('--sandbox none');
  });

  /** What the engine needs in these tests, where it looks by itself. */
  const engineFiles = {
    podman:
      podmanConf === null
        ? []
        : ['--tmpfs', '/etc/containers', '--ro-bind', podmanConf, '/etc/containers/containers.conf'],
    docker:
      dockerEnv.DOCKER_HOST === undefined
        ? []
        : ['--tmpfs', '/run', '--ro-bind', dockerEnv.DOCKER_HOST.replace('unix://', ''), '/run/docker.sock'],
  };
  const containers = confined.filter(isContainer).map(({ name }) => name);

  test.skipIf(!isRoot).each(engines.filter(({ name }) => containers.includes(name)))(
    'auto goes on to $name where no bubblewrap holds, and who asks for bubblewrap does not get it',
    async ({ name }) => {
      const others = withoutEngine((other) => other !== name);
      const words = [...withoutBwrap, '--cap-add', 'ALL', ...others, ...engineFiles[name]];
      expect(await openElsewhere([...whole, ...words])).toContain(`"sandbox":"${name}"`);
      expect(await openElsewhere([...whole, ...words], 'only-bwrap')).toContain("code: 'ENOSANDBOX'");
    },
  );

  test('a container that confines nothing is told of as well', async () => {
    const broken = engines.flatMap(({ program }) => ['--ro-bind', '/bin/false', realpathSync(program)]);
    const said = await openElsewhere([...whole, ...withoutBwrap, ...broken]);
    expect(said).toContain("code: 'ENOSANDBOX'");
    for (const { name } of engines) expect(said).toContain(`${name}: `);
  });

  test('every rung is put to its test, and one that cannot be used says what it needs', async () => {
    const rungs = await examineRungs();
    expect(rungs.map(({ name }) => name)).toEqual(['bwrap', 'bwrap-root', 'bwrap-sudo', 'podman', 'docker']);
    const holding = rungs.filter(({ failure }) => failure === null).map(({ name }) => name);
    // What these tests tell an engine the ladder does not.
    const bubblewraps = confined.filter((rung) => !isContainer(rung)).map(({ name }) => name);
    expect(holding.filter((name) => name.startsWith('bwrap'))).toEqual(bubblewraps);
  });

  test.skipIf(!isRoot).each([
    [
      ['--unshare-user', '--uid', '1000', '--gid', '1000'],
      ['ok', 'note', 'note', 'note', 'note'],
    ],
    [
      ['--unshare-user', '--uid', '1000', '--gid', '1000', '--disable-userns'],
      ['warning', 'warning', 'warning', 'warning', 'warning'],
    ],
    [
      ['--ro-bind', '/dev/null', '/usr/bin/bwrap'],
      ['warning', 'warning', 'warning', 'warning', 'warning'],
    ],
  ])('the doctor tells of each rung (%j)', async (closed, verdicts) => {
    await using scratch = await openScratch();
    const words = [process.execPath, join(import.meta.dirname, '../../src/cli.ts'), 'doctor'];
    const place = ['--bind', scratch.path, scratch.path, '--setenv', 'WHOLLY_STATE', scratch.path];
    const front = [...whole.slice(1), ...withoutEngines, ...place, ...closed];
    const { stderr } = await promisify(execFile)('bwrap', [...front, ...words]);
    const lines = stderr.split('\n').filter((line) => line.includes(' sandbox '));
    const signs = { ok: '✔', note: '-', warning: '!' };
    expect(lines.map((line) => Object.entries(signs).find(([, sign]) => line.startsWith(sign))?.[0])).toEqual(
      verdicts,
    );
    expect(lines.map((line) => /sandbox +(\S+)/.exec(line)?.[1])).toEqual([
      'bwrap',
      'bwrap-root',
      'bwrap-sudo',
      'podman',
      'docker',
    ]);
  });

  test.each(confined)(
    '$name: a broken set-up is a failure of the sandbox, not of the command',
    async (sandbox) => {
      await using scratch = await openScratch();
      const run = sandbox.run(command(['true'], scratch.path, { readOnly: ['/no/such/place'] }));
      await expect(run).rejects.toMatchObject({ code: 'ESANDBOX' });
    },
  );
});
