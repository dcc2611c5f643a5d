import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { endLoan, type Loan } from './loan.ts';
import { SandboxFailed } from './sandbox.ts';

/**
 * Runs in a process of its own, gives away the trees it is told of, and waits for our end of its standard input to close, which the kernel does for us
 * however we end. Then it kills the process group it was told of and every process whose environment names the run's
 * private directory (that finds what left the group by setsid), until two looks in a row find none: a process caught
 * in the middle of exec shows an empty environment once. What removes a container is repeated for as long as the client
 * lives that may still be about to start one, at most two seconds: killed first, it would leave an engine at work of
 * which nobody learns what came of it. Last it gives the trees back, links themselves and never what they lead to, and takes the
 * private directory away. The kernel takes set-user-id bits off what is given. Where no line came before the end of the input we were
 * killed, and what bubblewrap started may still be dying.
 */
const script = `
directory=$1
reach=$2
user=$3
owner=$4
tree=$5
home=$6
shift 6
give() {
  [ -z "$user" ] || chown -hR -- "$1" "$tree" \${home:+"$home"}
}
give "$user" && echo given || echo kept
exec >/dev/null
read -r group
read -r _
killed=$?
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
[ "$killed" = 0 ] || [ -z "$user" ] || sleep 0.2
give "$owner"
code=$?
[ -e "$directory" ] || exit "$code"
rm -rf -- "$directory" 2>/dev/null && exit "$code"
chmod -R u+rwx -- "$directory"
rm -rf -- "$directory"
exit "$code"
`;

export interface Leash extends AsyncDisposable {
  /** Private to one run and gone after it; its name is in the environment of every process of the run. */
  readonly directory: string;
  /** Settles when the trees are the user's; before that nothing may start. */
  readonly given: Promise<void>;
  /** Names the process group that ends with us. */
  hold(group: number): void;
  /** Ends everything that is held; settles when it is gone and trees are their owner's again. Safe to repeat. */
  pull(): Promise<void>;
}

/** A command that ends what is no child of ours, and does no harm where there is nothing to end. */
export interface Removal {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface Held {
  readonly removal?: Removal;
  readonly loan?: Loan;
}

/**
 * A private directory for one run, and the promise that its processes end with us: also when we
 * are killed with no chance to clean up. With the reach `group`, killing the group is known to end everything.
 */
export async function openLeash(
  reach: 'group' | 'environment',
  { removal, loan }: Held = {},
): Promise<Leash> {
  const directory = await mkdtemp(join(await realpath(tmpdir()), 'wholly-run-'));

  // Its own session, so that what ends our process group does not end it first.
  const { user = '', owner = '', trees: [tree, home = ''] = [''] } = loan ?? {};
  const words = ['wholly-leash', directory, reach, user, owner, tree, home, ...(removal?.argv ?? [])];
  const keeper = spawn('/bin/sh', ['-c', script, ...words], {
    cwd: '/',
    detached: true,
    env: removal?.env ?? { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = untilEnded(keeper, loan);
  // Whoever pulls hears of a failure; until then it must not count as unhandled.
  ended.catch(() => undefined);
  // EPIPE: the keeper was killed from outside. `pull` notices by its end.
  keeper.stdin.on('error', () => undefined);

  const given = loan === undefined ? Promise.resolve() : hearGiven(keeper.stdout);
  given.catch(() => undefined);

  const pull = async () => {
    // Nobody inside can write there any more: what is quick for us costs the keeper a program.
    if (reach === 'group' && removal === undefined)
      await rm(directory, { recursive: true, force: true }).catch(() => undefined);
    if (!keeper.stdin.writableEnded) keeper.stdin.end('\n\n');
    await ended;
  };
  return {
    directory,
    given,
    hold: (group) => void keeper.stdin.write(`${group}\n`),
    pull,
    [Symbol.asyncDispose]: pull,
  };
}

async function untilEnded(keeper: ChildProcess, loan: Loan | undefined): Promise<void> {
  const [code] = await once(keeper, 'exit').catch((cause: unknown) => {
    throw new SandboxFailed('The process that ends an agent together with Wholly could not be started', {
      cause,
    });
  });
  // Killed from outside, it has not given them back; or it could not, and then this says why.
  if (code !== 0 && loan !== undefined) await endLoan(loan);
}

async function hearGiven(output: Readable): Promise<void> {
  let said = '';
  for await (const piece of output.setEncoding('utf8')) {
    said += String(piece);
    if (said.startsWith('given\n')) return;
  }
  throw new SandboxFailed('The files of a command could not be given to its user');
}
