import { dirname, join } from 'node:path';
import { planKeyringFilter } from './keyring-filter.ts';
import type { Hidden } from './hidden.ts';
import type { Mount } from './toolchain.ts';

/** Measured on bubblewrap 0.8; 0.6 of Ubuntu 22.04 lacks some, and then does without. */
export interface BwrapFeatures {
  readonly disableUserns: boolean;
  readonly size: boolean;
}

/** What `bwrap --help` says it can do. */
export function parseFeatures(help: string): BwrapFeatures {
  return { disableUserns: help.includes('--disable-userns'), size: help.includes('--size ') };
}

export interface Profile {
  readonly features: BwrapFeatures;
  /** The user inside, and whether a user namespace makes it up or root becomes it. */
  readonly user:
    | { readonly kind: 'mapped'; readonly uid: number; readonly gid: number }
    | { readonly kind: 'dropped'; readonly uid: number; readonly gid: number };
  readonly cwd: string;
  /** Where inside the command is started: `cwd`, or another place at which it is shown too. */
  readonly workAt: string;
  readonly env: Readonly<Record<string, string>>;
  readonly readOnly: readonly string[];
  /** In the writable directory, shown empty. */
  readonly hidden: readonly Hidden[];
  readonly mounts: readonly Mount[];
  /** Host path to place inside, read-only. */
  readonly placed: readonly (readonly [from: string, to: string])[];
  /** Texts by their paths below the home. */
  readonly homeFiles: Readonly<Record<string, string>>;
  /** Host path of its home; `null`: a fresh one in memory. */
  readonly home: string | null;
}

export const insideHome = '/home/agent';
export const insideTemporary = '/tmp';

/** Bytes; pages count only once written. */
const temporarySize = 1024 ** 3;

/**
 * Descriptors of the launcher. Its arguments come over one, so that no value of a variable shows in `ps`. The files of the
 * home come after these, and then its status.
 */
const argsDescriptor = 3;
const madeFiles = { '/etc/passwd': 4, '/etc/group': 5, '/etc/hosts': 6 };
const filterDescriptor = 7;
const homeDescriptor = 8;

export interface BwrapPlan {
  /** Put on the command line of bwrap before the command. */
  readonly flags: readonly string[];
  /** Fed to the descriptors from 3 on, in their order. */
  readonly feeds: readonly (string | Uint8Array)[];
}

/**
 * Everything closed, then opened by name: own user, process, network, IPC, host name and control group namespaces, no
 * capabilities, no terminal, no keyring, no new privileges (bwrap always sets that), nothing of the file system but what is listed.
 * The root of the sandbox is read-only as well, so that only the checkout, home and temporary directory can be written.
 */
export function planBwrap(profile: Profile): BwrapPlan {
  const { features, user, cwd, workAt, env, readOnly, hidden, mounts, placed, home } = profile;
  const homeFiles = Object.entries(profile.homeFiles).map(
    ([path, text]) => [join(insideHome, path), text] as const,
  );
  const size = features.size ? ['--size', `${temporarySize}`] : [];
  const privateMode = user.kind === 'mapped' ? '0700' : '0777';
  const shown = [
    ...mounts.map(({ path }) => path),
    ...readOnly,
    ...placed.map(([, to]) => to),
    '/etc/passwd',
    cwd,
    workAt,
  ];
  const args = [
    user.kind === 'mapped' ? userNamespace(user.uid, user.gid, features) : otherUser,
    ['--seccomp', `${filterDescriptor}`],
    ['--die-with-parent', '--new-session', '--hostname', 'agent', '--clearenv'],
    ...Object.entries(env).map(([name, value]) => ['--setenv', name, value]),
    ['--proc', '/proc', '--dev', '/dev'],
    ['--perms', '1777', ...size, '--tmpfs', insideTemporary],
    ['--perms', '0755', '--dir', dirname(insideHome)],
    home === null ? ['--perms', privateMode, ...size, '--tmpfs', insideHome] : ['--bind', home, insideHome],
    // Made by root where the user is another: nobody else comes into the home, so its user may do as it likes there.
    ...ancestorsOf(homeFiles.map(([path]) => path))
      .filter((path) => path.startsWith(`${insideHome}/`))
      .map((path) => ['--perms', '0777', '--dir', path]),
    ...homeFiles.map(([path], index) => ['--perms', '0666', '--file', `${homeDescriptor + index}`, path]),
    // Left to itself, bwrap makes the way to a private directory private as well, to root: the other user could not pass.
    ...ancestorsOf(shown).map((path) => ['--perms', '0755', '--dir', path]),
    ...mounts.map((mount) =>
      mount.kind === 'link' ? ['--symlink', mount.target, mount.path] : ['--ro-bind', mount.path, mount.path],
    ),
    ...Object.entries(madeFiles).map(([path, fd]) => ['--perms', '0644', '--ro-bind-data', `${fd}`, path]),
    ...readOnly.map((path) => ['--ro-bind', path, path]),
    ...placed.map(([from, to]) => ['--ro-bind', from, to]),
    ['--bind', cwd, cwd],
    workAt === cwd ? [] : ['--bind', cwd, workAt],
    ...hidden.map(({ path, kind }) =>
      kind === 'file' ? ['--ro-bind', '/dev/null', path] : ['--tmpfs', path, '--remount-ro', path],
    ),
    ['--remount-ro', '/', '--chdir', user.kind === 'mapped' ? workAt : '/'],
  ].flat();
  return {
    flags: ['--args', `${argsDescriptor}`, '--json-status-fd', `${homeDescriptor + homeFiles.length}`],
    feeds: [
      `${args.join('\0')}\0`,
      `root:x:0:0:root:/:/bin/false\nagent:x:${user.uid}:${user.gid}:agent:${insideHome}:/bin/sh\n`,
      `root:x:0:\nagent:x:${user.gid}:\n`,
      '127.0.0.1 localhost\n::1 localhost\n',
      planKeyringFilter(),
      ...homeFiles.map(([, text]) => text),
    ],
  };
}

function userNamespace(uid: number, gid: number, features: BwrapFeatures): string[] {
  const nested = features.disableUserns ? ['--disable-userns'] : [];
  return [
    '--unshare-all',
    '--unshare-user',
    '--uid',
    `${uid}`,
    '--gid',
    `${gid}`,
    ...nested,
    '--cap-drop',
    'ALL',
  ];
}

/** The two capabilities are for becoming the other user, who then has none. */
const otherUser = [
  ['--unshare-pid', '--unshare-net', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
  ['--cap-drop', 'ALL', '--cap-add', 'CAP_SETUID', '--cap-add', 'CAP_SETGID'],
].flat();

/** Every directory on the way to these, parents first, without the root. */
function ancestorsOf(paths: readonly string[]): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    for (let parent = dirname(path); parent !== dirname(parent); parent = dirname(parent)) found.add(parent);
  }
  return [...found].sort();
}
