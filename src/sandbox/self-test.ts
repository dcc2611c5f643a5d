import { once } from 'node:events';
import { mkdtempDisposable, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Sandbox } from './sandbox.ts';

/**
 * What an agent would try, run inside with Node itself: write elsewhere, read an environment that is not its own, use or
 * get a right of root's, reach a server on this machine, leave a process behind in a session of its own. Prints what it managed to do, as JSON.
 */
const attack = `
const fs = require('node:fs');
const net = require('node:net');
const { spawn } = require('node:child_process');
const [outside, port, survivor] = process.argv.slice(1);
const done = [];
try { fs.writeFileSync('kept', ''); } catch { }
try { fs.writeFileSync(outside + '/escape', ''); } catch { }
try { fs.readdirSync(outside); done.push('see a directory it was not shown'); } catch { }
for (const place of ['/', '/etc', '/usr']) {
  try { fs.accessSync(place, fs.constants.W_OK); done.push('write to ' + place); } catch { }
}
for (const name of fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name))) {
  let env = '';
  try { env = fs.readFileSync('/proc/' + name + '/environ', 'latin1'); } catch { }
  const names = env.split('\\0').filter(Boolean).map((entry) => entry.split('=')[0]);
  const strange = names.find((name) => !['PATH', 'HOME', 'TMPDIR', 'PWD'].includes(name));
  if (strange) done.push('read ' + strange + ' of process ' + name);
}
const status = fs.readFileSync('/proc/self/status', 'latin1');
if (!/^CapEff:\\s*0+$/m.test(status)) done.push('use a right of root');
if (!/^NoNewPrivs:\\s*1$/m.test(status)) done.push('get new rights');
spawn('sleep', ['60'], { argv0: survivor, detached: true, stdio: 'ignore' }).unref();
const socket = net.connect(Number(port), '127.0.0.1');
const finish = () => { console.log(JSON.stringify(done)); process.exit(0); };
socket.on('connect', () => { done.push('reach the network'); finish(); });
socket.on('error', finish);
`;

/** The attacks that came through, in words; none means the rung holds. Throws when it does not even start. */
export async function testSandbox(sandbox: Sandbox): Promise<string[]> {
  await using outside = await mkdtempDisposable(join(tmpdir(), 'wholly-outside-'));
  await using inside = await mkdtempDisposable(join(tmpdir(), 'wholly-inside-'));
  const listener = createServer((socket) => socket.destroy());
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const survivor = `wholly-survivor-${randomUUID()}`;
  try {
    const exit = await sandbox.run({
      argv: [process.execPath, '--eval', attack, outside.path, `${port}`, survivor],
      cwd: inside.path,
      env: {},
      hosts: [],
      limits: { wallMs: 20_000, outputBytes: 64 * 1024 },
    });
    if (exit.kind === 'not-found') return ['nothing: its program was not found'];
    if (exit.kind !== 'exited' || exit.exitCode !== 0) return [`nothing: it ended as ${exit.kind}`];
    // An engine may have mapped its user to another one, or work on another machine.
    if ((await readdir(inside.path)).length === 0) return ['nothing: it cannot write to its checkout'];
    const done = parseDone(exit.stdout.text);
    if ((await readdir(outside.path)).length > 0) done.push('write where it was not shown anything');
    if (await isAlive(survivor)) done.push('leave a process behind');
    return done;
  } finally {
    listener.close();
  }
}

function parseDone(text: string): string[] {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.map(String) : ['an unreadable answer'];
}

async function isAlive(marker: string): Promise<boolean> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    processes.map((id) => readFile(`/proc/${id}/cmdline`, 'latin1').catch(() => '')),
  );
  return lines.some((line) => line.includes(marker));
}
