import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { BwrapFeatures } from './bwrap-profile.ts';
import { highestProcess } from './highest-process.ts';
import { pickUser, planLoan } from './loan.ts';
import { findProgram } from './program.ts';
import { launcherEnv, runInside, startDirectly, type Bwrap, type Start } from './run-bwrap.ts';
import type { Command, Sandbox } from './sandbox.ts';
import { startBySudo, type Sudo } from './sudo.ts';

const execute = promisify(execFile);

/**
 * Bubblewrap in a user namespace of its own. Inside, the user is 1000 whoever we are. Where we are root `limits.processes` is
 * held by a process namespace around it, or watched: the kernel's own limit exempts the real root.
 */
export function userBwrap(bwrap: Bwrap, kernel?: string): Sandbox {
  const user = { kind: 'mapped', uid: 1000, gid: 1000 } as const;
  return {
    name: 'bwrap',
    changesOwners: false,
    seesOwnMounts: true,
    async run(command) {
      const own = { bwrap, user, words: [], start: startDirectly };
      const held = command.limits.processes;
      if (process.geteuid?.() !== 0) return await runInside(command, { ...own, processes: { held } });
      const highest = mayUnshare() ? highestProcess(held, kernel) : null;
      if (highest === null) return await runInside(command, { ...own, processes: { watched: held } });
      const start: Start = async (asked, leash) => await startDirectly(asked, leash, numberUpTo(highest));
      return await runInside(command, { ...own, start, processes: { watched: highest } });
    },
  };
}

/** Put before bubblewrap. Where the file may not be written, as in most containers, only the watch is left. */
function numberUpTo(highest: number): string[] {
  const script = '{ echo "$0" > /proc/sys/kernel/pid_max; } 2>/dev/null; exec "$@"';
  const namespace = ['/usr/bin/unshare', '--pid', '--fork', '--kill-child', '--'];
  return [...namespace, '/bin/sh', '-c', script, `${highest}`];
}

/** Whether root may make namespaces (CAP_SYS_ADMIN): in a container perhaps not. */
function mayUnshare(): boolean {
  const held = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? '0';
  return ((BigInt(`0x${held}`) >> 21n) & 1n) === 1n;
}

/**
 * For hosts that close user namespaces, and root only: the command becomes a user that nobody else is, and owns the
 * checkout while it runs.
 */
export function rootBwrap(bwrap: Bwrap): Sandbox {
  return {
    name: 'bwrap-root',
    changesOwners: true,
    seesOwnMounts: false,
    async run(command) {
      const id = pickUser();
      const user = { kind: 'dropped', uid: id, gid: id } as const;
      const words = dropTo(id, id, command);
      const loan = await planLoan(command, id);
      const processes = { held: command.limits.processes };
      return await runInside(command, { bwrap, user, words, start: startDirectly, processes, loan });
    },
  };
}

/**
 * For hosts that close user namespaces, and whoever may use `sudo` without a password: bubblewrap runs as root,
 * and the command as the user we are, so no file changes its owner. `limits.processes` is held by the process namespace,
 * or watched: the kernel's own limit would count all that this user runs.
 */
export function sudoBwrap(bwrap: Bwrap, { program, uid, gid }: Sudo, kernel?: string): Sandbox {
  const user = { kind: 'dropped', uid, gid } as const;
  return {
    name: 'bwrap-sudo',
    changesOwners: false,
    seesOwnMounts: false,
    async run(command) {
      const words = dropTo(uid, gid, command);
      const highest = highestProcess(command.limits.processes, kernel);
      const start: Start = async (asked, leash) => await startBySudo(program, highest, asked, leash);
      const processes = { watched: highest ?? command.limits.processes };
      return await runInside(command, { bwrap, user, words, start, processes });
    },
  };
}

/**
 * Becomes an ordinary user for good. The launcher is root without the right to enter what is another's: the directory is
 * entered after the change.
 */
function dropTo(uid: number, gid: number, { cwd, workAt = cwd }: Command): string[] {
  const drop = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--no-new-privs',
    '--inh-caps=-all',
    '--',
  ];
  return ['/usr/bin/setpriv', ...drop, '/usr/bin/env', `--chdir=${workAt}`, '--'];
}

/** Finds bubblewrap where only an administrator can have put it; `null` when it is not installed. */
export async function findBwrap(features: (help: string) => BwrapFeatures): Promise<Bwrap | null> {
  const program = await findProgram('bwrap', '/', '/usr/local/bin:/usr/bin:/bin');
  if (program === null) return null;
  const { stdout, stderr } = await execute(program, ['--help'], { env: launcherEnv });
  return { program: await realpath(program), features: features(stdout + stderr) };
}
