import { dirname, join } from 'node:path';
import { insideHome, insideTemporary } from './bwrap-profile.ts';

export type EngineName = 'podman' | 'docker';

export interface ContainerProfile {
  readonly engine: EngineName;
  /** Of the container, unique on the machine. */
  readonly name: string;
  /** The user inside, who is the same outside; `own`: it is who asks the engine, who is not root. */
  readonly user: { readonly uid: number; readonly gid: number; readonly own: boolean };
  readonly cwd: string;
  /** Where inside the command is started: `cwd`, or another place at which it is shown too. */
  readonly workAt: string;
  readonly env: Readonly<Record<string, string>>;
  /** Host path to show inside, read-only. */
  readonly shown: readonly (readonly [from: string, to: string])[];
  /** Texts by their paths below the home. */
  readonly homeFiles: Readonly<Record<string, string>>;
  /** Host path of its home; `null`: a fresh one in memory. */
  readonly home: string | null;
  /** At one time, the launcher among them; `null`: as many as no honest command needs. */
  readonly processes: number | null;
  /** Of all of them together, bytes. */
  readonly memory: number | null;
}

export interface ContainerPlan {
  /** Put after the engine's program, before the command. */
  readonly flags: readonly string[];
  /** What the launcher inside reads from its standard input before the command may have it. */
  readonly header: string;
}

/** Made here from nothing, so that no registry is asked and nobody else's files are in it. */
export const emptyImage = 'localhost/wholly-empty';

/** Enough for a build of any size, few enough that a fork bomb stays its own. */
const mostProcesses = 4096;

/** Of containers.conf come other defaults: what matters is asked for by name. */
const engineFlags: Readonly<Record<EngineName, readonly string[]>> = {
  podman: [
    '--pid=private',
    '--uts=private',
    '--http-proxy=false',
    '--read-only-tmpfs=false',
    '--stop-timeout=0',
  ],
  docker: [],
};

/** In memory, at most a gibibyte; the engines forbid programs there unless told. */
const inMemory = 'rw,exec,nosuid,nodev,mode=1777,size=1g';

/**
 * The first process inside, as whose children the command's orphans end. It reads one line and runs nothing unless the
 * line is whole: an engine that goes on after its client was killed finds none. The line holds what neither a command
 * line nor the engine's own files may: the engine keeps the environment it is told on disk. What a shell says of a child
 * that a signal ended is not the command's, and neither are the variables that some shells add.
 */
const launcher = `
IFS= read -r line || exit 1
eval "$(printf %b "$line")" || exit 1
exec 3>&2 2>/dev/null
(exec /usr/bin/env -u OLDPWD -u SHLVL -u _ "$@" 2>&3 3>&-)
exit $?
`;

/**
 * The same walls as bubblewrap's: own process, network, IPC, host name and control group namespaces, no capabilities, no
 * new privileges, an empty read-only root with nothing in it but what is listed. Nothing is kept in the engine's log.
 */
export function planContainer(profile: ContainerProfile): ContainerPlan {
  const { engine, name, user, cwd, workAt, home } = profile;
  const keepId = engine === 'podman' && user.own ? ['--userns=keep-id'] : [];
  // One place may be named twice, which the engines refuse.
  const shown = new Map(profile.shown.map(([from, to]) => [to, from]));
  shown.delete(cwd);
  const flags = [
    [
      '--log-level=error',
      'run',
      '--interactive',
      '--pull=never',
      `--name=${name}`,
      '--hostname=agent',
      '--log-driver=none',
    ],
    [`--user=${user.uid}:${user.gid}`, ...keepId, '--cap-drop=ALL', '--security-opt=no-new-privileges'],
    // Where SELinux labels files, an engine would have to relabel the checkout to show it.
    ['--security-opt=label=disable'],
    ['--network=none', '--ipc=private', '--cgroupns=private', '--init=false', '--read-only'],
    [`--pids-limit=${profile.processes ?? mostProcesses}`, '--oom-score-adj=1000', ...engineFlags[engine]],
    profile.memory === null ? [] : [`--memory=${profile.memory}`],
    ['--tmpfs=/sys:ro', '--tmpfs=/sys/fs/cgroup:ro', `--tmpfs=${insideTemporary}:${inMemory}`],
    home === null ? [`--tmpfs=${insideHome}:${inMemory}`] : [bind(home, insideHome)],
    [...shown].map(([to, from]) => bind(from, to, 'readonly')),
    [bind(cwd, cwd), ...(workAt === cwd ? [] : [bind(cwd, workAt)]), emptyImage],
    ['/usr/bin/env', '-i', '/bin/sh', '-c', launcher, 'wholly'],
  ].flat();
  return { flags, header: planHeader(profile) };
}

/** The engines read the value of `--mount` as a line of CSV. */
function bind(from: string, to: string, ...more: readonly string[]): string {
  const fields = ['type=bind', `source=${from}`, `target=${to}`, ...more];
  const quoted = fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field));
  return `--mount=${quoted.join(',')}`;
}

/** Shell text on one line, in the escapes of `printf %b`. */
function planHeader({ workAt, env, homeFiles }: ContainerProfile): string {
  const lines = [
    'unset line',
    // Told its directory, docker makes the way there itself, and closes the temporary directory on that way.
    `cd ${quote(workAt)} || exit 1`,
    ...Object.entries(env).map(([name, value]) => `export ${name}=${quote(value)}`),
    ...Object.entries(homeFiles).flatMap(([path, text]) => {
      const file = join(insideHome, path);
      return [`mkdir -p ${quote(dirname(file))}`, `printf %s ${quote(text)} > ${quote(file)}`];
    }),
  ];
  return `${lines.join('\n').replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
