import { execFile } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SYSTEM_ENVIRONMENT } from './mounts.ts';

const execute = promisify(execFile);

/** Lays out what shows through an overlay that is on trial. */
export function layTrial(lower: string): void {
  for (const name of ['a', 'b', 'c']) {
    mkdirSync(join(lower, name, 'below'), { recursive: true });
    for (const file of ['below/file', 'file']) writeFileSync(join(lower, name, file), 'base');
  }
}

/**
 * Does in an overlay of what `layTrial` laid what agents do and overlays are known to get wrong. False where it then does not
 * show what any directory would: fuse-overlayfs 1.10 refuses to move a directory to the name of a deleted one, and lists
 * nothing for a moment after a device was made; where the upper directory's file system keeps no attributes of
 * users, no deleted directory can be made anew.
 */
export async function withstandsTrial(directory: string): Promise<boolean> {
  const at = (path: string): string => join(directory, path);
  try {
    rmSync(at('a'), { recursive: true });
    // It copies what cannot be moved.
    await execute('mv', ['--', at('b'), at('a')], { env: SYSTEM_ENVIRONMENT });
    mkdirSync(at('new'));
    writeFileSync(at('new/made'), 'made');
    renameSync(at('new'), at('b'));
    rmSync(at('c/file'));
    symlinkSync('nowhere', at('c/file'));
    rmSync(at('c/below/file'));
    writeFileSync(at('c/below/file'), 'anew');
    renameSync(at('c/below/file'), at('c/below/moved'));
    await makeDevice(at('c/device'));
    const listed = readdirSync(at('c')).filter((name) => name !== 'device');
    rmSync(at('c/device'), { force: true });
    return [...listed, ...look(directory)].sort().join('\n') === SHOWN;
  } catch {
    return false;
  }
}

const SHOWN = [
  'a',
  'a/below',
  'a/below/file base',
  'a/file base',
  'b',
  'b/made made',
  'below',
  'c',
  'c/below',
  'c/below/moved anew',
  'c/file',
  'file',
].join('\n');

/** The one device that needs no rights, since it is the mark of an overlay for what is deleted; some overlays refuse it. */
async function makeDevice(path: string): Promise<void> {
  await execute('mknod', ['--', path, 'c', '0', '0'], { env: SYSTEM_ENVIRONMENT }).catch(() => undefined);
}

/** Every name below the directory, with the content of a regular file. */
function look(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(directory.length + 1);
    return entry.isFile() ? `${name} ${readFileSync(path, 'utf8')}` : name;
  });
}
