import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SandboxFailed } from './sandbox.ts';

/**
 * Runs in a process of its own and waits for our end of its standard input to close, which the kernel does for us
 * however we end. Then it kills the process group it was told of and every process whose environment names the run's
 * private directory (that finds what left the group by setsid), until two looks in a row find none: a process caught
 * in the middle of exec shows an empty environment once. What removes a container is repeated for as long as the client
 * lives that may still be about to start one, at most two seconds: killed first, it would leave an engine at work of
 * which nobody learns what came of it. Last it takes the private directory away.
 */
const script = `
directory=$1
reach=$2
shift 2
read -r group
read -r _
[ $# -gt 0 ] && late=$(($(date +%s) + 2))
while [ $# -gt 0 ] && [ -n "$group" ] && kill -s 0 -- "-$group" 2>/dev/null; do
  "$@"
  [ "$(date +%s)" -lt "$late" ] || break
  sleep 0.05
done
clean=0
rounds=0
while [ "$clean" -lt 2 ] && [ "$rounds" -lt 60 ]; do
  [ -n "$group" ] && kill -s KILL -- "-$group" 2>/dev/null
  [ "$reach" = group ] && break
  found=$(grep -lsaF -e "$directory" /proc/[0-9]*/environ)
  if [ -z "$found" ]; then
    clean=$((clean + 1))
  else
    clean=0
    for entry in $found; do
      entry=\${entry#/proc/}
      kill -s KILL "\${entry%/environ}" 2>/dev/null
    done
    sleep 0.02
  fi
  rounds=$((rounds + 1))
done
[ $# -gt 0 ] && "$@"
rm -rf -- "$directory" 2>/dev/null && exit 0
chmod -R u+rwx -- "$directory"
rm -rf -- "$directory"
`;

export interface Leash extends AsyncDisposable {
  /** Private to one run and gone after it; its name is in the environment of every process of the run. */
  readonly directory: string;
  readonly home: string;
  readonly temporary: string;
  /** Names the process group that ends with us. */
  hold(group: number): void;
  /** Ends everything that is held; settles when it is gone. Safe to repeat. */
  pull(): Promise<void>;
}

/** A command that ends what is no child of ours, and does no harm where there is nothing to end. */
export interface Removal {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * A private home and temporary directory for one run, and the promise that its processes end with us: also when we
 * are killed with no chance to clean up. With the reach `group`, killing the group is known to end everything.
 */
export async function openLeash(reach: 'group' | 'environment', removal?: Removal): Promise<Leash> {
  const directory = await mkdtemp(join(await realpath(tmpdir()), 'wholly-run-'));
  const home = join(directory, 'home');
  const temporary = join(directory, 'tmp');
  await mkdir(home);
  await mkdir(temporary);

  // Its own session, so that what ends our process group does not end it first.
  const words = ['wholly-leash', directory, reach, ...(removal?.argv ?? [])];
  const keeper = spawn('/bin/sh', ['-c', script, ...words], {
    cwd: '/',
    detached: true,
    env: removal?.env ?? { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(keeper, 'exit').then(
    () => undefined,
    (cause: unknown) => {
      throw new SandboxFailed('The process that ends an agent together with Wholly could not be started', {
        cause,
      });
    },
  );
  // Whoever pulls hears of a failure; until then it must not count as unhandled.
  ended.catch(() => undefined);
  // EPIPE: the keeper was killed from outside. `pull` notices by its end.
  keeper.stdin.on('error', () => undefined);

  const pull = async () => {
    keeper.stdin.end();
    await ended;
  };
  return {
    directory,
    home,
    temporary,
    hold: (group) => void keeper.stdin.write(`${group}\n`),
    pull,
    [Symbol.asyncDispose]: pull,
  };
}
