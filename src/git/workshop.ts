import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectFormat } from '../change-set/blob.ts';
import { quote } from './quote.ts';

/** A bare git directory of our own, outside the reach of any agent. */
export interface Workshop extends AsyncDisposable {
  readonly gitDir: string;
  readonly format: ObjectFormat;
}

/**
 * Lays a bare repository in `parent` by hand: four small files instead of a process.
 * `borrowFrom`: an object store whose objects can be read here, never written.
 */
export async function openWorkshop(
  parent: string,
  format: ObjectFormat,
  borrowFrom?: string,
): Promise<Workshop> {
  const gitDir = join(parent, `git-${randomBytes(8).toString('hex')}`);
  await mkdir(join(gitDir, 'objects', 'info'), { recursive: true, mode: 0o700 });
  await mkdir(join(gitDir, 'refs'));
  const version = format === 'sha1' ? 0 : 1;
  const extensions = format === 'sha1' ? '' : `[extensions]\n\tobjectFormat = ${format}\n`;
  await Promise.all([
    writeFile(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n'),
    writeFile(
      join(gitDir, 'config'),
      `[core]\n\trepositoryFormatVersion = ${version}\n\tbare = true\n${extensions}`,
    ),
    ...(borrowFrom === undefined
      ? []
      : [writeFile(join(gitDir, 'objects', 'info', 'alternates'), `${quote(borrowFrom)}\n`)]),
  ]);
  return {
    gitDir,
    format,
    async [Symbol.asyncDispose]() {
      await rm(gitDir, { recursive: true, force: true });
    },
  };
}
