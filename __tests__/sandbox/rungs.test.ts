import { spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  chmod,
  chown,
  mkdir,
  mkdtempDisposable,
  open,
  readFile,
  readdir,
  readlink,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseFeatures } from '../../src/sandbox/bwrap-profile.ts';
import { findBwrap } from '../../src/sandbox/bwrap.ts';
import { highestProcess } from '../../src/sandbox/highest-process.ts';
import type { Command, Exit } from '../../src/sandbox/sandbox.ts';
import { countSettles, processesWith } from './processes.ts';
import { command, botEnv, findRungs, isConfined, isContainer, isRoot } from './rungs.ts';

const rungs = await findRungs();
const confined = rungs.filter(isConfined);
const bwrapHasSizes = (await findBwrap(parseFeatures))?.features.size === true;

let directory: Awaited<ReturnType<typeof mkdtempDisposable>>;
beforeEach(async () => {
  directory = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
});
afterEach(async () => await directory.remove());

const leftovers = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('wholly-run-'));

/** A time to sleep that nothing else on the machine sleeps, to find the process by. */
const ownSleep = () => `600.${randomInt(1e9, 1e10)}`;

/** Children of every kind: in the group, in a session of their own, and both, deaf to a polite end. */
const tree = (seconds: string) =>
  `trap '' TERM; sleep ${seconds} & setsid sleep ${seconds} & (setsid sh -c "trap '' TERM; sleep ${seconds} & sleep ${seconds}" &) ; `;

/** The number of the call `keyctl`. */
const keyctl = new Map([
  ['x64', 250],
  ['arm64', 219],
]).get(process.arch);

function text(exit: Exit): { out: string; err: string } {
  if (exit.kind === 'not-found') throw new Error('not found');
  return { out: exit.stdout.text, err: exit.stderr.text };
}

describe.each(rungs)('$name', (sandbox) => {
  const run = async (argv: readonly [string, ...string[]], more: Partial<Command> = {}) =>
    await sandbox.run(command(argv, directory.path, more));
  const sh = async (script: string, more: Partial<Command> = {}) => await run(['sh', '-c', script], more);

  // A container takes long to start: what its engine has no part in is not tried again.
  const slow = isContainer(sandbox);

  test('lays files into the home, where the command may go on as it likes, and nowhere else', async () => {
    const homeFiles = { '.a/b/settings.json': '{"x":"ü"}', '.plain': '' };
    const exit = await sh(
      'cat ~/.a/b/settings.json; wc -c < ~/.plain; echo y > ~/.a/b/new; echo z > ~/.a/b/settings.json; mv ~/.plain ~/.a/b/new; find ~ -type f',
      { homeFiles },
    );
    const home = /^(.*)\/\.a\/b\/new$/m.exec(text(exit).out)?.[1];
    expect(text(exit).err).toBe('');
    expect(text(exit).out.split('\n').sort()).toEqual(
      ['', '{"x":"ü"}0', `${home}/.a/b/new`, `${home}/.a/b/settings.json`].sort(),
    );
    expect(await readdir(directory.path)).toEqual([]);
    expect(await leftovers()).toEqual([]);
  });

  test('hands over many files and long values, more than a pipe holds', async () => {
    const homeFiles = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`f${index}`, `${index} `]),
    );
    const long = 'x'.repeat(100_000);
    const exit = await sh('cat ~/f?; cat ~/f??; wc -c < ~/long; printf %s "$A$B" | wc -c', {
      homeFiles: { ...homeFiles, long: long.repeat(3) },
      env: { A: long, B: long },
    });
    expect(text(exit)).toEqual({ out: '0 1 2 3 4 5 6 7 8 9 10 11 300000\n200000\n', err: '' });
    const refusal = { code: expect.stringMatching(/^(?:ESANDBOX|ERR_INVALID_ARG_VALUE)$/) };
    await expect(run(['echo', 'one\0two'])).rejects.toMatchObject(refusal);
    expect(await leftovers()).toEqual([]);
  });

  test('runs words, not a shell, in the directory, and gives back both streams and the code', async () => {
    const exit = await sh('pwd; echo "$1" >&2; echo x > made; exit 7', {
      argv: ['sh', '-c', 'pwd; echo "$1" >&2; echo x > made; exit 7', 'sh', '$HOME; *'],
    });
    expect(exit).toMatchObject({ kind: 'exited', exitCode: 7 });
    expect(text(exit)).toEqual({ out: `${directory.path}\n`, err: '$HOME; *\n' });
    expect(await readFile(join(directory.path, 'made'), 'utf8')).toBe('x\n');
    expect((await stat(join(directory.path, 'made'))).uid).toBe(process.getuid?.());
  });

  test('gives exactly the environment it is given, besides a home, a temporary directory and a path', async () => {
    const exit = await run(['env'], { env: { API_KEY: 'a b\nc' } });
    const names = text(exit).out.match(/^\w+(?==)/gm) ?? [];
    expect(names.filter((name) => name !== 'PWD').sort()).toEqual(['API_KEY', 'HOME', 'PATH', 'TMPDIR']);
    expect(text(exit).out).toContain('API_KEY=a b\nc\n');
  });

  test('gives a home and a temporary directory that are private, outside the checkout and gone afterwards', async () => {
    const before = await leftovers();
    const exit = await sh(
      'touch $HOME/x $TMPDIR/y; mkdir $HOME/d; touch $HOME/d/f; chmod 0 $HOME/d; echo $HOME $TMPDIR',
    );
    expect(exit).toMatchObject({ kind: 'exited', exitCode: 0 });
    const places = text(exit).out.trim().split(' ');
    expect(places).toHaveLength(2);
    for (const place of places) {
      expect(place.startsWith(directory.path)).toBe(false);
      expect(await readdir(place).catch(() => [])).not.toContain('x');
      expect(await readdir(place).catch(() => [])).not.toContain('y');
    }
    expect(await readdir(directory.path)).toEqual([]);
    expect(await leftovers()).toEqual(before);
  });

  test('gives no descriptor beyond the standard three, whatever the bot was started with', async () => {
    const log = await open(join(directory.path, 'log'), 'w');
    const words = [sandbox.name, directory.path, 'ls', '-l', '/proc/self/fd'];
    const bot = spawn(process.execPath, [join(import.meta.dirname, 'bot.ts'), ...words], {
      // Node reads the files of NODE_EXTRA_CA_CERTS beside its start, through descriptors a child may catch.
      env: { PATH: '/usr/bin:/bin', ...botEnv },
      // Node covers up the lower ones itself.
      stdio: ['ignore', 'ignore', 'pipe', ...Array.from({ length: 40 }, () => 'ignore' as const), log.fd],
    });
    let seen = '';
    bot.stderr?.setEncoding('utf8').on('data', (chunk: string) => (seen += chunk));
    await once(bot, 'close');
    await log.close();
    const links = [...seen.matchAll(/ (\d+) -> (\S+)/g)].filter(
      ([, , to]) => !/^\/(?:dev\/null|proc)/.test(to ?? ''),
    );
    expect(links.map(([, descriptor]) => descriptor)).toEqual(['0', '1', '2']);
  });

  test('feeds standard input, also to who does not read it', async () => {
    expect(text(await run(['cat'], { input: 'prompt' })).out).toBe('prompt');
    expect(text(await run(['cat'])).out).toBe('');
    expect(await run(['true'], { input: Buffer.alloc(1_000_000) })).toMatchObject({
      kind: 'exited',
      exitCode: 0,
    });
  });

  test.skipIf(slow)('says when a program is not there, and runs nothing', async () => {
    const missing = await run(['no-such-program-of-ours', 'x']);
    expect(missing).toEqual({ kind: 'not-found', program: 'no-such-program-of-ours' });
    await writeFile(join(directory.path, 'data'), 'x');
    expect((await run(['./data'])).kind).toBe('not-found');
    // The checkout is the agent's ground: it is never searched.
    await writeFile(join(directory.path, 'tool'), '#!/bin/sh\necho hi\n', { mode: 0o755 });
    const PATH = `.::${relative(process.cwd(), directory.path)}:/usr/bin`;
    expect((await run(['tool'], { env: { PATH } })).kind).toBe('not-found');
    expect(text(await run(['./tool'])).out).toBe('hi\n');
  });

  test('finds programs on the path given, wherever that is, with what they need to start', async () => {
    await using outside = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
    const prefix = join(outside.path, 'tools', 'v1');
    await mkdir(join(prefix, 'bin'), { recursive: true });
    await mkdir(join(prefix, 'lib'));
    await writeFile(join(prefix, 'lib', 'words'), 'from the library\n');
    await writeFile(
      join(prefix, 'lib', 'tool.js'),
      `console.log(require('node:fs').readFileSync(__dirname + '/words', 'utf8'))`,
    );
    await writeFile(join(prefix, 'lib', 'tool'), `#!/usr/bin/env node\nrequire('./tool.js')\n`, {
      mode: 0o755,
    });
    await symlink('../lib/tool', join(prefix, 'bin', 'tool'));
    await symlink(process.execPath, join(prefix, 'bin', 'node'));
    const exit = await run(['tool'], {
      env: { PATH: `${join(prefix, 'bin')}:${join(process.execPath, '..')}:/usr/bin:/bin` },
    });
    expect(text(exit).out.trim()).toBe('from the library');

    // An interpreter may be named by its own path, elsewhere.
    await mkdir(join(outside.path, 'runtime'));
    await symlink(process.execPath, join(outside.path, 'runtime', 'js'));
    const script = `#!${outside.path}/runtime/js\nconsole.log('interpreted')\n`;
    await writeFile(join(directory.path, 'script'), script, { mode: 0o755 });
    expect(text(await run(['./script'])).out).toBe('interpreted\n');
  });

  test('tells output as it comes', async () => {
    const seen: string[] = [];
    await sh('echo one; sleep 0.2; echo two >&2', {
      onOutput: (stream, bytes) => seen.push(`${stream} ${Buffer.from(bytes).toString().trim()}`),
    });
    expect(seen).toEqual(['stdout one', 'stderr two']);
  });

  test('says which signal ended a command', async () => {
    expect(await sh('kill -SEGV $$')).toMatchObject({ kind: 'killed', signal: 'SIGSEGV' });
  });

  test('ends what runs too long, with everything it started', async () => {
    const seconds = ownSleep();
    const started = performance.now();
    const wallMs = slow ? 1500 : 500;
    const exit = await sh(`${tree(seconds)} echo up; sleep ${seconds}`, {
      limits: { wallMs, outputBytes: 1000, processes: 1000 },
    });
    expect(exit).toMatchObject({ kind: 'timed-out' });
    // On a busy machine an engine may not have come that far.
    expect(['up\n', ...(slow ? [''] : [])]).toContain(text(exit).out);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(await processesWith(seconds)).toEqual([]);
  });

  test('ends on request, also before the start', async () => {
    const seconds = ownSleep();
    const stop = new AbortController();
    const running = sh(`${tree(seconds)} echo up; sleep ${seconds}`, {
      signal: stop.signal,
      onOutput: () => stop.abort(),
    });
    expect(await running).toMatchObject({ kind: 'cancelled' });
    expect(await processesWith(seconds)).toEqual([]);
    expect(await sh('touch started', { signal: AbortSignal.abort() })).toMatchObject({ kind: 'cancelled' });
    expect(await readdir(directory.path)).toEqual([]);
  });

  test('leaves nothing running after a good end', async () => {
    const seconds = ownSleep();
    // The last one has nothing in its environment to find it by, but it is still in the group.
    const exit = await sh(`${tree(seconds)} env -i /bin/sleep ${seconds} & sleep 0.1`);
    expect(exit).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect(await processesWith(seconds)).toEqual([]);
  });

  test('ends a flood at its limit', async () => {
    const exit = await run(['yes', 'a line that is printed again and again'], {
      limits: { wallMs: 30_000, outputBytes: 3_000_000 },
    });
    expect(exit.kind).toBe('flooded');
    expect(exit).toMatchObject({ stdout: { bytes: 3_000_000 } });
  });

  test.skipIf(slow)('keeps the beginning and the end of much output, in little memory', async () => {
    const before = process.memoryUsage().rss;
    let most = 0;
    const exit = await sh('echo first; head -c 200000000 /dev/zero; echo last', {
      limits: { wallMs: 60_000, outputBytes: 1_000_000_000 },
      onOutput: () => {
        most = Math.max(most, process.memoryUsage.rss() - before);
      },
    });
    expect(exit).toMatchObject({ kind: 'exited', stdout: { bytes: 200_000_011 } });
    const { out } = text(exit);
    expect(out.startsWith('first\n')).toBe(true);
    expect(out.endsWith('last\n')).toBe(true);
    expect(out.length).toBeLessThan(200_000);
    expect(most).toBeLessThan(100_000_000);
  });

  test('holds the size of files and the memory of processes', async () => {
    const limits = { wallMs: 30_000, outputBytes: 100_000, fileBytes: 1_000_000, memoryBytes: 1_000_000_000 };
    await sh('head -c 5000000 /dev/zero > big', { limits });
    expect((await stat(join(directory.path, 'big'))).size).toBe(1_000_000);
    const fill = (bytes: number) => [process.execPath, '--eval', `Buffer.alloc(${bytes}, 1)`] as const;
    expect(await run(fill(1_000_000), { limits })).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect(await run(fill(1_500_000_000), { limits })).not.toMatchObject({ kind: 'exited', exitCode: 0 });
  });

  test.skipIf(slow)('lets nothing leave a dump of its memory, which would be in the change set', async () => {
    const limits = { wallMs: 30_000, outputBytes: 1000, fileBytes: 1_000_000 };
    expect(text(await sh('ulimit -H -c', { limits })).out).toBe('0\n');
  });

  test('ends what holds too much memory together, not what has merely reserved it', async () => {
    const limits = { wallMs: 30_000, outputBytes: 100_000, totalMemoryBytes: 400_000_000 };
    const fill = ['-e', '$kept = "x" x 150e6; sleep 5'];
    // An engine ends one of them, of which its parent tells as a shell would.
    const many = `for (let i = 0; i < 3; i += 1)
      require('node:child_process').spawn('perl', ${JSON.stringify(fill)}).on('exit', (code) => process.exit(code ?? 137))`;
    expect(await run([process.execPath, '--eval', many], { limits })).toMatchObject(
      // Of the kernel's own limit a container's engine does not tell.
      slow ? { kind: 'killed', signal: 'SIGKILL' } : { kind: 'exhausted' },
    );
    // A sanitizer's shadow: writable, private, and hardly a page of it ever used.
    const reserve = `Buffer.allocUnsafeSlow(4e9)`;
    expect(await run([process.execPath, '--eval', reserve], { limits })).toMatchObject({
      kind: 'exited',
      exitCode: 0,
    });
  });

  test.skipIf(process.platform !== 'linux')('is the first that a machine short of memory ends', async () => {
    const own = await readFile('/proc/self/oom_score_adj', 'utf8');
    expect(text(await run(['cat', '/proc/self/oom_score_adj'])).out).toBe('1000\n');
    expect(await readFile('/proc/self/oom_score_adj', 'utf8')).toBe(own);
  });

  test('takes everything with it when the bot is killed', async () => {
    const seconds = ownSleep();
    const bot = spawn(
      process.execPath,
      [
        join(import.meta.dirname, 'bot.ts'),
        sandbox.name,
        directory.path,
        'sh',
        '-c',
        `${tree(seconds)} sleep ${seconds}`,
      ],
      { stdio: 'ignore' },
    );
    // The tree's five sleeps, at least: shells that name the number in their words are found as well.
    const end = performance.now() + 20_000;
    while ((await processesWith(`sleep\0${seconds}`)).length < 5 && performance.now() < end) await delay(20);
    expect(await processesWith(`sleep\0${seconds}`)).toHaveLength(5);
    bot.kill('SIGKILL');
    await once(bot, 'exit');
    expect(await countSettles(`sleep\0${seconds}`, 0, 3000)).toBe(0);
    // Whoever ended them tidies up after that.
    const soon = performance.now() + 3000;
    while ((await leftovers()).length > 0 && performance.now() < soon) await delay(20);
    expect(await leftovers()).toEqual([]);
    expect((await stat(directory.path)).uid).toBe(process.getuid?.());
  });

  test.skipIf(!sandbox.changesOwners)(
    'starts nothing where the files cannot be given, and gives them back',
    async () => {
      const home = join(directory.path, 'no-home');
      const cwd = join(directory.path, 'checkout');
      await mkdir(cwd);
      await writeFile(join(cwd, 'file'), '');
      await expect(run(['touch', 'made'], { cwd, home })).rejects.toBeInstanceOf(Error);
      expect(await readdir(cwd)).toEqual(['file']);
      expect((await stat(join(cwd, 'file'))).uid).toBe(process.getuid?.());
      expect(await leftovers()).toEqual([]);
    },
  );
});

describe.each(confined)('$name confines', (sandbox) => {
  const node = async (script: string, more: Partial<Command> = {}) =>
    await sandbox.run(command([process.execPath, '--eval', script], directory.path, more));

  test('writing: the checkout, home and temporary directory, nothing else', async () => {
    await using outside = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
    await symlink(outside.path, join(directory.path, 'way-out'));
    const places = [
      '/',
      '/etc',
      '/usr',
      '/home',
      '/var',
      '/run',
      '/root',
      outside.path,
      `${directory.path}/way-out`,
    ];
    const exit = await node(`
      const fs = require('node:fs');
      const may = (place) => { try { fs.writeFileSync(place + '/wholly-x', ''); return true } catch { return false } };
      console.log(JSON.stringify(${JSON.stringify(places)}.filter(may)));
      console.log(['.', process.env.HOME, process.env.TMPDIR].filter(may).length);
    `);
    const [escaped = '', allowed] = text(exit).out.split('\n');
    expect(allowed).toBe('3');
    // What lies above the checkout inside is not what lies there outside: it may be written, and comes to nothing.
    expect(JSON.parse(escaped)).toEqual([]);
    await sandbox.run(command(['sh', '-c', 'echo x > ../wholly-x'], directory.path));
    expect(await readdir(outside.path)).toEqual([]);
    expect(await readdir(tmpdir())).not.toContain('wholly-x');
  });

  test('reading: no home, no temporary file, no key of the machine', async () => {
    await using outside = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
    await writeFile(join(outside.path, 'secret'), 'secret');
    const places = [
      join(outside.path, 'secret'),
      '/etc/shadow',
      '/etc/ssl/private',
      '/etc/ssh',
      '/var/log',
      '/sys/kernel',
      '/sys/class',
      '/root/.bashrc',
    ];
    const exit = await node(`
      const fs = require('node:fs');
      console.log(JSON.stringify(${JSON.stringify(places)}.filter((place) => fs.existsSync(place))));
    `);
    expect(JSON.parse(text(exit).out)).toEqual([]);
  });

  test('shows what it is told to, read-only', async () => {
    await using outside = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
    await writeFile(join(outside.path, 'thread.md'), 'thread');
    await chmod(outside.path, 0o755);
    const exit = await sandbox.run(
      command(
        ['sh', '-c', `cat ${outside.path}/thread.md; echo x > ${outside.path}/thread.md`],
        directory.path,
        {
          readOnly: [outside.path],
        },
      ),
    );
    expect(text(exit).out).toBe('thread');
    expect(await readFile(join(outside.path, 'thread.md'), 'utf8')).toBe('thread');
  });

  test('hidden: what is named is found empty, cannot be changed, and is as it was afterwards', async () => {
    const [place, file] = [join(directory.path, '.git'), join(directory.path, 'hidden')];
    await mkdir(place);
    await writeFile(join(place, 'config'), 'ours');
    await writeFile(file, 'ours');
    const script =
      'ls -A .git; cat hidden; echo x > .git/config; echo x > hidden; mv .git away; rm hidden; ls -A';
    const exit = await sandbox.run(
      command(['sh', '-c', script], directory.path, { hidden: [place, file, join(directory.path, 'none')] }),
    );
    expect(text(exit).out).toBe('.git\nhidden\n');
    expect([await readFile(join(place, 'config'), 'utf8'), await readFile(file, 'utf8')]).toEqual([
      'ours',
      'ours',
    ]);
    expect((await readdir(directory.path)).sort()).toEqual(['.git', 'hidden']);
  });

  test('the checkout at a place that is the same for every run too, where what is hidden is as hidden', async () => {
    const git = join(directory.path, '.git');
    await mkdir(git);
    await writeFile(join(git, 'config'), 'ours');
    const script = `pwd; ls -A .git ${git}; echo x > .git/config; mv .git away; echo made > made; cat ${directory.path}/made; touch ../beside`;
    const more = { hidden: [git], workAt: '/wholly-checkout' };
    const exit = await sandbox.run(command(['sh', '-c', script], directory.path, more));
    expect(text(exit).out).toBe(`/wholly-checkout\n.git:\n\n${git}:\nmade\n`);
    expect(await readFile(join(git, 'config'), 'utf8')).toBe('ours');
    expect((await readdir(directory.path)).sort()).toEqual(['.git', 'made']);
  });

  test('the bot: its environment and processes are nowhere to be read', async () => {
    const canary = `canary-${randomUUID()}`;
    const bot = spawn(
      process.execPath,
      [
        join(import.meta.dirname, 'bot.ts'),
        sandbox.name,
        directory.path,
        'sh',
        '-c',
        'cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline; ls /proc | grep -c "^[0-9]"; env',
      ],
      { env: { ...process.env, GITHUB_TOKEN: canary }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let out = '';
    let seen = '';
    bot.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
    bot.stderr.setEncoding('utf8').on('data', (chunk: string) => (seen += chunk));
    await once(bot, 'close');
    expect(JSON.parse(out)).toMatchObject({ sandbox: sandbox.name, exit: { kind: 'exited', exitCode: 0 } });
    expect(seen).toContain('HOME=');
    expect(seen).not.toContain(canary);
    expect(seen).not.toContain('bot.ts');
  });

  test('rights: an ordinary user without capabilities who cannot get new ones', async () => {
    const exit = await node(`
      const status = require('node:fs').readFileSync('/proc/self/status', 'utf8');
      const none = (set) => new RegExp('^' + set + ':\\\\t0+$', 'm').test(status);
      console.log(process.getuid() > 0, ['CapInh', 'CapPrm', 'CapEff', 'CapAmb'].every(none));
      console.log(/NoNewPrivs:\\t1/.test(status), process.getgroups().every((id) => id > 0));
      console.log(require('node:os').userInfo().username);
    `);
    expect(text(exit).out).toBe('true true\ntrue true\nagent\n');
  });

  // 0.6 of bubblewrap has no word for it; a container has its engine's.
  test.skipIf(isContainer(sandbox) || !bwrapHasSizes)(
    'memory: its temporary directory and home have an end',
    async () => {
      const script = 'df -B1 --output=size "$TMPDIR" "$HOME" | grep -v B';
      const exit = await sandbox.run(command(['sh', '-c', script], directory.path));
      expect(text(exit).out.trim().split(/\s+/)).toEqual([`${1024 ** 3}`, `${1024 ** 3}`]);
    },
  );

  test('namespaces: processes, network, messages, mounts and host name are its own, and so is its session', async () => {
    const own = ['pid', 'net', 'ipc', 'mnt', 'uts'];
    const exit = await node(`
      const fs = require('node:fs');
      console.log(JSON.stringify(${JSON.stringify(own)}.map((name) => fs.readlinkSync('/proc/self/ns/' + name))));
      // A leader that is outside of the namespace shows as 0.
      console.log(Number(fs.readFileSync('/proc/self/stat', 'latin1').split(' ')[5]) > 0);
    `);
    const [inside = '', leads] = text(exit).out.split('\n');
    const links: unknown = JSON.parse(inside);
    const outside = await Promise.all(own.map((name) => readlink(`/proc/self/ns/${name}`)));
    for (const [index, link] of outside.entries())
      expect(links).toHaveProperty(`${index}`, expect.not.stringContaining(link));
    expect(leads).toBe('true');
  });

  const slow = isContainer(sandbox);

  test.skipIf(keyctl === undefined || slow)('keys: the keyrings of the kernel are not there', async () => {
    // Asks for the session keyring, which is made where there is none.
    const ask = `print syscall(${keyctl}, 0, -3, 1) > 0 ? 'has one' : $! + 0`;
    const exit = await sandbox.run(command(['perl', '-e', ask], directory.path));
    expect(text(exit).out).toBe(`${constants.errno.ENOSYS}`);
  });

  // An engine closes the keyrings or makes new ones.
  test.skipIf(keyctl === undefined || !slow)('keys: a login keeps its keyring to itself', async () => {
    const key = `wholly-${randomUUID()}`;
    // Perl hands on the address of a variable only.
    const names = `my ($kind, $key, $text) = ("user", "${key}", "x");`;
    const find = `${names} print STDERR syscall(${keyctl}, 10, -3, $kind, $key, 0) > 0 ? "found " : "nothing ";`;
    const logIn = `${names} syscall(${keyctl}, 1, 0); syscall(${keyctl} - 2, $kind, $key, $text, 1, -3);`;
    const bot = [process.execPath, join(import.meta.dirname, 'bot.ts'), sandbox.name, directory.path];
    const words = ['-e', `${logIn} { ${find} } exec @ARGV`, ...bot, 'perl', '-e', find];
    const outside = spawn('perl', words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    outside.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    await once(outside, 'close');
    expect(said).toBe('found nothing ');
  });

  // Where the kernel has no numbers of processes for each namespace, those who are root or share a user are watched.
  test.skipIf(highestProcess(1) === null)('ends a fork bomb against its limit', async () => {
    const bomb = `for my $n (1 .. 2000) {
      my $id = fork; defined $id or do { print $n; exit 3 }; $id or do { sleep 60; exit } }; print "all"`;
    const limits = { wallMs: 30_000, outputBytes: 10_000, processes: 400 };
    const machine = await readFile('/proc/sys/kernel/pid_max', 'utf8');
    const exit = await sandbox.run(command(['perl', '-e', bomb], directory.path, { limits }));
    expect(exit).toMatchObject({ kind: 'exited', exitCode: 3 });
    expect(Number(text(exit).out)).toBeGreaterThan(300);
    expect(Number(text(exit).out)).toBeLessThanOrEqual(700);
    expect(await readFile('/proc/sys/kernel/pid_max', 'utf8')).toBe(machine);
  });

  test('keys: no value of a variable shows in the list of processes', async () => {
    const key = `key-${randomUUID()}`;
    const seen: Promise<number[]>[] = [];
    await sandbox.run(
      command(['sh', '-c', 'echo up; sleep 0.5'], directory.path, {
        env: { ANTHROPIC_API_KEY: key },
        onOutput: () => void seen.push(processesWith(key)),
      }),
    );
    expect(await Promise.all(seen)).toEqual([[]]);
  });

  test('the checkout wherever it is, below what is shown read-only too', async () => {
    const deep = join(directory.path, 'a b', 'checkout');
    await mkdir(deep, { recursive: true });
    await writeFile(join(directory.path, 'a b', 'beside'), 'secret');
    const exit = await sandbox.run(command(['sh', '-c', 'pwd; ls ..; touch made'], deep));
    expect(text(exit).out).toBe(`${deep}\ncheckout\n`);
    expect(await readdir(deep)).toEqual(['made']);
    await chmod(directory.path, 0o755);
    const shown = await sandbox.run(
      command(['sh', '-c', 'touch again; cat ../beside'], deep, { readOnly: [directory.path] }),
    );
    expect(text(shown)).toEqual({ out: 'secret', err: '' });
    expect((await readdir(deep)).sort()).toEqual(['again', 'made']);
  });
});

test.skipIf(!confined.some(({ name }) => name === 'bwrap'))('bwrap: no user namespaces inside', async () => {
  const bwrap = confined.find(({ name }) => name === 'bwrap');
  const exit = await bwrap?.run(command(['unshare', '--user', 'true'], directory.path));
  expect(exit).toMatchObject({ kind: 'exited', exitCode: 1 });
});

describe.skipIf(!isRoot || confined.length === 0)('without root', () => {
  test('bubblewrap works for an ordinary user, who gets the same rung', async () => {
    const uid = 65_534;
    // The temporary directory of a test run may be closed to others.
    await using place = await mkdtempDisposable('/tmp/wholly-test-');
    const cwd = join(place.path, 'checkout');
    await mkdir(cwd);
    await chmod(place.path, 0o755);
    await chown(cwd, uid, uid);
    const bot = spawn(
      process.execPath,
      [join(import.meta.dirname, 'bot.ts'), 'auto', cwd, 'sh', '-c', 'id -un; touch made'],
      {
        uid,
        gid: uid,
        env: { PATH: '/usr/bin:/bin' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let out = '';
    let err = '';
    bot.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
    bot.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
    await once(bot, 'close');
    expect(err).toContain('agent');
    expect(JSON.parse(out)).toMatchObject({ sandbox: 'bwrap', exit: { kind: 'exited', exitCode: 0 } });
    expect((await stat(join(cwd, 'made'))).uid).toBe(uid);
  });
});
