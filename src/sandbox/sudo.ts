import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Leash } from './leash.ts';
import { findProgram } from './program.ts';
import { launcherEnv, type Asked, type Started } from './run-bwrap.ts';
import { SandboxFailed } from './sandbox.ts';

const execute = promisify(execFile);

/** Who may perhaps start something as root. */
export interface Sudo {
  /** Absolute path of `sudo`. */
  readonly program: string;
  readonly uid: number;
  readonly gid: number;
}

/** `sudo`, where only an administrator can have put it; `null` where it is not installed or we are root already. */
export async function findSudo(): Promise<Sudo | null> {
  const [uid, gid] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
  const program = uid === 0 ? null : await findProgram('sudo', '/', '/usr/bin:/bin');
  return program === null ? null : { program, uid, gid };
}

/**
 * Run by root, in the run's private directory ($1), as the first process of a process namespace: the kernel ends all
 * that is in it, the sandbox within too, as soon as this one is gone. And it goes when our end of `alive` closes, which the
 * kernel does for us however we end: nothing of ours could kill what is root's.
 *
 * sudo closes every descriptor from 3 on, and writes its arguments to the system's log. So the command and what bubblewrap
 * reads come over named pipes. Each is opened for both directions first, and then for its own: an open that finds nobody
 * at the other end would wait for ever. Bash, for descriptors above 9 and words that end with a NUL.
 * $2 is the highest number that a process in there may have, if any.
 */
const script = `
set -e
cd -- "$1"
echo 1000 > /proc/self/oom_score_adj
[ -z "$2" ] || echo "$2" > /proc/sys/kernel/pid_max
trap 'exit 1' TERM
exec 3<>alive 3<alive
{ read -r || kill -s TERM 1; } <&3 >/dev/null 2>&1 &
next=3
while [ -p "$next" ]; do
  eval "exec $next<>$next $next<$next"
  next=$((next + 1))
done
command=$((next + 1))
eval "exec $next<>status $next>status $command<>command $command<command"
echo ready >&$next
mapfile -d '' -t -u $command words
eval "exec $command<&-"
[ "\${#words[@]}" -gt 0 ]
cd /
(trap - INT QUIT TERM; exec "\${words[@]}") <&0 &
wait $!
`;

/** With a /proc of its own: bwrap looks there for its child, by the number that it has in here. */
const namespace = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc', '--'];

/** Without its files: bash takes a socket on its standard input for a login from afar, and would read root's. */
const shell = ['bash', '--norc', '--noprofile', '-c'];

/** Longest wait for the end of bubblewrap's status, once sudo has ended. */
const lastWordsMs = 3000;

/** Bubblewrap as root's, by way of `sudo` (its path). */
export async function startBySudo(
  sudo: string,
  highest: number | null,
  { argv, feeds }: Asked,
  leash: Leash,
): Promise<Started> {
  if (argv.some((word) => word.includes('\0'))) throw new SandboxFailed('A word of a command holds a NUL');
  const directory = join(leash.directory, 'launch');
  await mkdir(directory, { mode: 0o700 });
  const place = (name: string) => join(directory, name);
  const inputs = [
    ...feeds.map((text, index) => [place(`${3 + index}`), text] as const),
    [place('command'), `${argv.join('\0')}\0`] as const,
  ];
  const pipes = [place('alive'), place('status'), ...inputs.map(([path]) => path)];
  await execute('mkfifo', ['-m', '0600', '--', ...pipes], { env: launcherEnv });

  const alive = openSync(place('alive'), 'r+');
  const status = openPipe(place('status'), constants.O_RDONLY);
  // Of a pipe that nobody ever wrote to no reader learns the end, so until the run is over we could write as well.
  const writer = openSync(place('status'), constants.O_WRONLY | constants.O_NONBLOCK);
  // Ours from before the first reader comes, who would find an end where there is no writer; to nobody before he came.
  const fed = inputs.map(([path, feed]) => [openPipe(path, constants.O_RDWR), feed] as const);
  const closed = once(status, 'close');
  let said = '';
  let isFed = false;
  let isCut = false;
  status.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (isFed || isCut || !said.startsWith('ready\n')) return;
    isFed = true;
    for (const [pipe, feed] of fed) pipe.write(feed, () => pipe.destroy());
  });

  const pull = async () => {
    if (!isCut) for (const descriptor of [alive, writer]) closeSync(descriptor);
    isCut = true;
    await leash.pull();
  };
  const words = ['wholly-launcher', directory, `${highest ?? ''}`];
  const clean = ['/usr/bin/env', '-i', `PATH=${launcherEnv.PATH}`];
  return {
    launch: {
      file: sudo,
      // -k: a password that was given a moment ago will not be there the next time.
      args: ['-n', '-k', '--', ...clean, ...namespace, ...shell, script, ...words],
      env: launcherEnv,
      cwd: '/',
      graceMs: 0,
    },
    leash: {
      ...leash,
      hold: () => undefined,
      pull,
      async [Symbol.asyncDispose]() {
        await pull();
        for (const pipe of [status, ...fed.map(([pipe]) => pipe)]) pipe.destroy();
      },
    },
    async ended() {
      const isOver = closed.then(() => true);
      if (await Promise.race([isOver, delay(lastWordsMs, false, { ref: false })])) return said;
      throw new SandboxFailed('Processes of the agent could not be ended');
    },
  };
}

/** Our end of a named pipe, which waits for nobody. */
function openPipe(path: string, direction: number): Socket {
  const fd = openSync(path, direction | constants.O_NONBLOCK);
  const isRead = direction === constants.O_RDONLY;
  // EPIPE: the reader is gone.
  return new Socket({ fd, readable: isRead, writable: !isRead }).on('error', () => undefined);
}
