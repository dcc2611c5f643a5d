import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { BwrapFeatures } from './bwrap-profile.ts';
import { lendTrees, pickUser } from './lend.ts';
import { findProgram } from './program.ts';
import { launcherEnv, runInside, startDirectly, type Bwrap, type Start } from './run-bwrap.ts';
import type { Sandbox } from './sandbox.ts';
import { startBySudo, type Sudo } from './sudo.ts';

const execute = promisify(execFile);

/**
 * Bubblewrap in a user namespace of its own. Inside, the user is 1000 whoever we are. Where we are root the kernel does
 * not hold `limits.processes`: it exempts the real root.
 */
export function userBwrap(bwrap: Bwrap): Sandbox {
  const user = { kind: 'mapped', uid: 1000, gid: 1000 } as const;
  return {
    name: 'bwrap',
    changesOwners: false,
    seesOwnMounts: true,
    run: async (command) => await runInside(command, { bwrap, user, words: [], start: startDirectly }),
  };
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
      const words = dropTo(id, id, command.cwd);
      return await lendTrees(
        command,
        id,
        async (prepare) => await runInside(command, { bwrap, user, words, start: startDirectly, prepare }),
      );
    },
  };
}

/**
 * For hosts that close user namespaces, and whoever may use `sudo` without a password: bubblewrap runs as root,
 * and the command as the user we are, so no file changes its owner. `limits.processes` is not held: the kernel would count
 * all that this user runs.
 */
export function sudoBwrap(bwrap: Bwrap, { program, uid, gid }: Sudo): Sandbox {
  const user = { kind: 'dropped', uid, gid } as const;
  const start: Start = async (asked, leash) => await startBySudo(program, asked, leash);
  return {
    name: 'bwrap-sudo',
    changesOwners: false,
    seesOwnMounts: false,
    async run(command) {
      const words = dropTo(uid, gid, command.cwd);
      const { processes: _shared, ...limits } = command.limits;
      return await runInside({ ...command, limits }, { bwrap, user, words, start });
    },
  };
}

/**
 * Becomes an ordinary user for good. The launcher is root without the right to enter what is another's: the directory is
 * entered after the change.
 */
function dropTo(uid: number, gid: number, cwd: string): string[] {
  const drop = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--no-new-privs',
    '--inh-caps=-all',
    '--',
  ];
  return ['/usr/bin/setpriv', ...drop, '/usr/bin/env', `--chdir=${cwd}`, '--'];
}

/** Finds bubblewrap where only an administrator can have put it; `null` when it is not installed. */
export async function findBwrap(features: (help: string) => BwrapFeatures): Promise<Bwrap | null> {
  const program = await findProgram('bwrap', '/', '/usr/local/bin:/usr/bin:/bin');
  if (program === null) return null;
  const { stdout, stderr } = await execute(program, ['--help'], { env: launcherEnv });
  return { program: await realpath(program), features: features(stdout + stderr) };
}
