import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chown, mkdir, writeFile } from 'node:fs/promises';
import { openScratch } from '../doubles/scratch.ts';
import { isRoot } from './rungs.ts';

/** Debian's "nobody", whom every machine knows. */
const user = 65_534;

export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Tells that it is in its namespaces, and goes on as their root once it has been given users. */
const enter =
  'echo entered; read -r _; exec setpriv --reuid=0 --regid=0 --clear-groups -- sh -c "$1" sh "$2" "$3" "$4"';

/**
 * Closes user namespaces, puts other rules in the place of those of sudo and nothing into /media, for a log that they ask
 * for, and becomes an ordinary user. All of it is seen in here only, and gone with the last process.
 */
const become = `
set -e
mount -t proc proc /proc
mount -t tmpfs log /media
echo 0 > /proc/sys/user/max_user_namespaces
mount --bind "$1" /etc/sudoers
exec setpriv --reuid=${user} --regid=${user} --clear-groups -- sh -c 'cd "$0" && exec sh -c "$1"' "$2" "$3"
`;

/**
 * Runs a line of shell as an ordinary user of a machine that closes user namespaces, under these rules of sudo. Both its
 * directory, which it owns, and `$TMPDIR` are gone afterwards. For root only.
 */
export async function runAsUser(rules: readonly string[], line: string): Promise<Said> {
  await using scratch = await openScratch();
  const [sudoers, place] = [scratch.join('sudoers'), scratch.join('place')];
  await writeFile(sudoers, [...rules, ''].join('\n'), { mode: 0o440 });
  await mkdir(place);
  for (const path of [scratch.path, place]) await chown(path, user, user);
  const words = [
    '--user',
    '--mount',
    '--pid',
    '--fork',
    '--kill-child',
    '--',
    'sh',
    '-c',
    enter,
    'sh',
    become,
    sudoers,
    place,
    line,
  ];
  const child = spawn('unshare', words, {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: place, TMPDIR: place },
    stdio: 'pipe',
    // Before the test gives up: with this one all of it ends.
    timeout: 50_000,
    killSignal: 'SIGKILL',
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => (said[name] += text));
  const closed = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), closed]);
  child.stdin.on('error', () => undefined);
  for (const map of ['uid_map', 'gid_map'])
    if (child.exitCode === null) await writeFile(`/proc/${child.pid}/${map}`, '0 0 65536\n');
  child.stdin.end('\n');
  await closed;
  return { code: child.exitCode, stdout: said.stdout.replace('entered\n', ''), stderr: said.stderr };
}

/** Why `runAsUser` does not work here, `null` where it does. */
export async function missingForUser(): Promise<string | null> {
  if (!isRoot) return 'this is not root';
  const hasSudo = await access('/usr/bin/sudo').then(
    () => true,
    () => false,
  );
  if (!hasSudo) return 'sudo is not installed';
  try {
    const { code, stderr } = await runAsUser(['nobody ALL=(ALL) NOPASSWD: ALL'], 'sudo -n true');
    return code === 0 ? null : stderr.trim();
  } catch (error) {
    return String(error);
  }
}
