import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync } from 'node:fs';
import { SYSTEM_ENVIRONMENT, WALL_MS } from './mounts.ts';

/** Mounts of our own, which nobody sees who is not in their namespace. They are gone with it: when we are, or it is disposed. */
export interface MountNamespace extends Disposable {
  /** What stands before an absolute path for whoever is outside. */
  readonly root: string;
  /** Paths by which it can be entered: the namespace of the mounts, and that of the user who may mount there. */
  readonly mounts: string;
  readonly user: string;
}

/** What is mounted or unmounted on the machine meanwhile is so in there as well: a disk that is taken out is not held. */
const NAMESPACES = ['--user', '--map-current-user', '--keep-caps', '--mount', '--propagation', 'slave', '--'];

/** Lives until its input ends, as it does however we end. */
const SCRIPT = 'mount "$@" && echo mounted && read -r _';

/**
 * Mounts, by arguments of mount(8), in a user namespace of our own: nobody needs to be root for that since Linux 5.11, where
 * the machine lets users have namespaces. `null` where it does not work here. Until the namespaces are open to us, a process
 * keeps them; from then on our descriptors do, and the kernel closes those however we end.
 */
export async function openMountNamespace(
  args: readonly string[],
  cwd: string,
): Promise<MountNamespace | null> {
  const keeper = spawn('unshare', [...NAMESPACES, 'sh', '-c', SCRIPT, 'sh', ...args], {
    cwd,
    env: SYSTEM_ENVIRONMENT,
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: WALL_MS,
    killSignal: 'SIGKILL',
  });
  // EPIPE: it has ended, which its end tells.
  keeper.stdin.on('error', () => undefined);
  const ended = once(keeper, 'close').catch(() => undefined);
  try {
    const said = once(keeper.stdout, 'data').then(() => true);
    const isMounted = await Promise.race([said, ended.then(() => false)]);
    return isMounted && keeper.pid !== undefined ? hold(keeper.pid) : null;
  } catch {
    // A machine may hide processes, or what belongs to them, from their own user.
    return null;
  } finally {
    keeper.stdin.end();
    await ended;
  }
}

function hold(process_: number): MountNamespace {
  using opened = new DisposableStack();
  const open = (name: string, flags = 0): string => {
    const descriptor = openSync(`/proc/${process_}/${name}`, constants.O_RDONLY | flags);
    opened.defer(() => closeSync(descriptor));
    return `/proc/${process.pid}/fd/${descriptor}`;
  };
  const paths = {
    root: open('root', constants.O_DIRECTORY),
    mounts: open('ns/mnt'),
    user: open('ns/user'),
  };
  const held = opened.move();
  return { ...paths, [Symbol.dispose]: () => held.dispose() };
}
