import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { openScratch } from '../doubles/scratch.ts';

const execute = promisify(execFile);
const child = join(import.meta.dirname, '../../src/sandbox/child.ts');

/** What a program prints that has `runChild`, a leash that holds nothing, and `run` for a command line; in a process of its own. */
async function tell(body: string, front: readonly string[] = []): Promise<unknown> {
  await using scratch = await openScratch();
  const program = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const held = [];
    const leash = {
      directory: '/',
      given: Promise.resolve(),
      hold: (id) => held.push(id),
      pull: async () => { for (const id of held) try { process.kill(-id, 'SIGKILL') } catch {} },
    };
    const score = () => fs.readFileSync('/proc/self/oom_score_adj', 'latin1').trim();
    const { runChild } = await import(${JSON.stringify(child)});
    const run = async (file, ...args) => {
      const limits = { wallMs: 10_000, outputBytes: 10_000 };
      const launch = { file, args, env: { PATH: '/usr/bin:/bin' }, cwd: ${JSON.stringify(scratch.path)}, graceMs: 0 };
      const asked = { argv: [file, ...args], cwd: launch.cwd, env: {}, hosts: [], limits };
      return await runChild(asked, launch, leash).catch((error) => ({ kind: error.code }));
    };
    ${body}`;
  const words = [...front, process.execPath, '--input-type=module', '--eval', program];
  const { stdout } = await execute('env', words, { env: { PATH: '/usr/bin:/bin' } });
  return JSON.parse(stdout);
}

describe.skipIf(process.platform !== 'linux')('a process of ours', () => {
  test('is run all the same where the score for a machine short of memory cannot be put back', async () => {
    const told = await tell(`
      const write = fs.writeFileSync;
      const refused = [];
      fs.writeFileSync = (path, text) => {
        if (path === '/proc/self/oom_score_adj' && text !== '1000') {
          refused.push(path);
          throw Object.assign(new Error('refused'), { code: 'EACCES' });
        }
        write(path, text);
      };
      syncBuiltinESMExports();
      const exit = await run('cat', '/proc/self/oom_score_adj');
      console.log(JSON.stringify([exit.kind, exit.stdout?.text, refused.length]));`);
    expect(told).toEqual(['exited', '1000\n', 1]);
  });

  test('is run where that score cannot be told or set', async () => {
    const told = await tell(`
      const [read, write] = [fs.readFileSync, fs.writeFileSync];
      const refuse = () => { throw Object.assign(new Error('refused'), { code: 'EROFS' }) };
      const before = score();
      fs.writeFileSync = refuse;
      syncBuiltinESMExports();
      const unset = await run('cat', '/proc/self/oom_score_adj');
      fs.readFileSync = (path, ...more) => path === '/proc/self/oom_score_adj' ? refuse() : read(path, ...more);
      syncBuiltinESMExports();
      const untold = await run('cat', '/proc/self/oom_score_adj');
      console.log(JSON.stringify([unset, untold].map((exit) => exit.stdout?.text.trim() === before)));`);
    expect(told).toEqual([true, true]);
  });

  test('that cannot be started leaves the score and every descriptor as they were', async () => {
    const told = await tell(`
      const count = () => fs.readdirSync('/proc/self/fd').length;
      await run('true');
      const [before, open] = [score(), count()];
      const kinds = [];
      for (const word of ['one\\0two', 'x'.repeat(3_000_000)]) kinds.push((await run('echo', word)).kind);
      kinds.push((await run('/no/such/program')).kind);
      console.log(JSON.stringify([kinds, score() === before, count() - open]));`);
    expect(told).toEqual([['ESANDBOX', 'ESANDBOX', 'ESANDBOX'], true, 0]);
  });

  test('that finds no descriptor left is a failure, and not our end', async () => {
    const told = await tell(
      `
      const kinds = [(await run('true')).kind];
      for (let free = 1; free <= 8; free += 1) {
        const open = [];
        try { for (;;) open.push(fs.openSync('/dev/null')); } catch {}
        for (let index = 0; index < free; index += 1) fs.closeSync(open.pop());
        kinds.push((await run('true')).kind);
        for (const descriptor of open) fs.closeSync(descriptor);
      }
      console.log(JSON.stringify([kinds[0], kinds.includes('ESANDBOX'), (await run('true')).kind]));`,
      ['prlimit', '--nofile=1024:1024'],
    );
    expect(told).toEqual(['exited', true, 'exited']);
  });
});
