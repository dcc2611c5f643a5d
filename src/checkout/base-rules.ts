import { randomBytes } from 'node:crypto';
import { cpSync, rmSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Git, GitPlace } from '../git/git.ts';
import { openObjects, type Objects } from '../git/objects.ts';
import type { Trees } from '../git/tree.ts';
import { bytesOf } from './byte-path.ts';
import { openIgnores } from './ignores.ts';
import type { Manifest } from './manifest.ts';

/**
 * What the base commit says of paths: its ignore rules and its attributes, as git itself reads them. They are laid
 * out alone in a directory of our own, so neither rule files nor anything else of an agent has a say.
 */
export interface BaseRules extends AsyncDisposable {
  /** Of the given paths those that the base ignores. A directory's path ends with a slash. */
  ignored(paths: readonly string[]): Promise<ReadonlySet<string>>;
  /** Path by path, only what is set to something else than `unspecified`. */
  attributes(paths: readonly string[]): Promise<ReadonlyMap<string, Attributes>>;
  /** The bytes as `git add` would store them under these rules, by path; `null` where it could not. */
  stored(files: ReadonlyMap<string, Uint8Array>): Promise<ReadonlyMap<string, Uint8Array | null>>;
}

export type Attributes = Readonly<Partial<Record<AttributeName, string>>>;
type AttributeName = (typeof ATTRIBUTES)[number];

/** Every attribute by which git changes bytes on their way into the object store (gitattributes(5)). */
const ATTRIBUTES = ['text', 'crlf', 'eol', 'ident', 'working-tree-encoding', 'filter'] as const;

/** A `.gitignore` or `.gitattributes` of the base; its path is a byte string (see `Manifest`). */
export interface RuleFile {
  readonly path: string;
  readonly oid: string;
}

export function ruleFilesOf(manifest: Manifest): RuleFile[] {
  return manifest.ruleFiles.flatMap((path) => {
    const file = manifest.files.get(path);
    return file?.mode.startsWith('100') === true ? [{ path, oid: file.oid }] : [];
  });
}

/** The rule files on the way to some paths are all that can speak of those paths. */
export function ruleFilesAround(trees: Trees): RuleFile[] {
  return [...trees].flatMap(([directory, entries]) =>
    ['.gitignore', '.gitattributes'].flatMap((name) => {
      const entry = entries.get(name);
      if (entry === undefined || !entry.mode.startsWith('100')) return [];
      const path = directory === '' ? name : `${directory}/${name}`;
      return [{ path: Buffer.from(path).toString('latin1'), oid: entry.oid }];
    }),
  );
}

/** Rule files that lie alone in a directory of our own. */
export interface LaidRules {
  readonly directory: string;
  readonly hasIgnores: boolean;
  readonly hasAttributes: boolean;
}

/** Lays rule files out in `directory`, which is made. */
export async function layRules(
  directory: string,
  ruleFiles: readonly RuleFile[],
  objects: Objects,
): Promise<LaidRules> {
  await mkdir(directory, { mode: 0o700 });
  for (const { path, oid } of ruleFiles) {
    const object = await objects.read(oid);
    if (object !== null) await writeLaid(directory, path, object.content);
  }
  const has = (name: string): boolean =>
    ruleFiles.some(({ path }) => path === name || path.endsWith(`/${name}`));
  return { directory, hasIgnores: has('.gitignore'), hasAttributes: has('.gitattributes') };
}

async function writeLaid(directory: string, path: string, content: Uint8Array): Promise<void> {
  const file = bytesOf(directory, path);
  // A file may stand where the base has a directory with rules for what was in it.
  await rm(file, { recursive: true, force: true });
  await mkdir(bytesOf(directory, dirname(path)), { recursive: true });
  await writeFile(file, content);
}

/** `laid` is only read. */
export async function openBaseRules(
  git: Git,
  repository: GitPlace & { readonly gitDir: string },
  { directory: laid, hasIgnores, hasAttributes }: LaidRules,
): Promise<BaseRules> {
  // As short as the name of a checkout's own directory, or a path that is just short enough there is too long here.
  const directory = join(dirname(repository.gitDir), `r${randomBytes(2).toString('hex')}`);
  const indexFile = `${directory}.index`;
  const place = { ...repository, workTree: directory, cwd: directory, indexFile };
  await using made = new AsyncDisposableStack();
  made.defer(() => {
    for (const path of [directory, indexFile]) rmSync(path, { recursive: true, force: true });
  });
  cpSync(laid, directory, { recursive: true });
  const ignores = hasIgnores ? made.use(openIgnores(git, place)) : null;
  const cleanUp = made.move();

  return {
    async ignored(paths) {
      if (ignores === null || paths.length === 0) return new Set();
      // A rule such as `build/` speaks of directories only, so git must find one there.
      for (const path of paths) {
        if (path.endsWith('/') && !isUnderRuleFile(path))
          await mkdir(bytesOf(directory, path), { recursive: true });
      }
      // These are pathspecs to git: behind `./` a leading colon has no meaning.
      const asked = new Map(paths.map((path) => [`./${path.replace(/\/$/, '')}`, path]));
      const named = await ignores.ask([...asked.keys()]);
      return new Set([...named].flatMap((path) => asked.get(path) ?? []));
    },

    async attributes(paths) {
      const found = new Map<string, Partial<Record<AttributeName, string>>>();
      if (!hasAttributes || paths.length === 0) return found;
      const output = await git.run(['check-attr', '-z', '--stdin', ...ATTRIBUTES], {
        ...place,
        input: Buffer.from(paths.map((path) => `${path}\0`).join(''), 'latin1'),
      });
      const fields = output.toString('latin1').split('\0');
      for (let index = 0; index + 2 < fields.length; index += 3) {
        const [path = '', name, value = ''] = fields.slice(index, index + 3);
        if (value === 'unspecified' || !isAttribute(name)) continue;
        const attributes = found.get(path) ?? {};
        attributes[name] = value;
        found.set(path, attributes);
      }
      return found;
    },

    async stored(files) {
      const stored = new Map<string, Uint8Array | null>();
      if (files.size === 0) return stored;
      const others = new Map(files);
      // Laid out, an agent's rule files would rule; they are text, and nothing but their line ends can differ.
      for (const [path, content] of files) {
        if (!isRuleFile(path) && !isUnderRuleFile(path)) continue;
        stored.set(
          path,
          Buffer.from(Buffer.from(content).toString('latin1').replaceAll('\r\n', '\n'), 'latin1'),
        );
        others.delete(path);
      }
      // The base's own entries are there, since git keeps CRLF in a file that already has it in the index.
      await git.run(['read-tree', 'HEAD'], place);
      for (const [path, content] of others) await writeLaid(directory, path, content);
      const add = async (paths: readonly string[]): Promise<boolean> => {
        const input = Buffer.from(paths.map((path) => `${path}\0`).join(''), 'latin1');
        const args = ['update-index', '--add', '--replace', '-z', '--stdin'];
        return (await git.attempt(args, { ...place, input })).exitCode === 0;
      };
      // Git gives up at the first file that is not in the encoding it should be in; then each is taken for itself.
      if (!(await add([...others.keys()]))) {
        for (const path of others.keys()) if (!(await add([path]))) stored.set(path, null);
      }
      const listing = await git.run(['ls-files', '-s', '-z'], place);
      await using objects = openObjects(git, repository);
      for (const row of listing.toString('latin1').split('\0')) {
        const [, oid] = row.split(' ', 2);
        const path = row.slice(row.indexOf('\t') + 1);
        if (oid === undefined || !others.has(path) || stored.has(path)) continue;
        const object = await objects.read(oid);
        if (object !== null) stored.set(path, object.content);
      }
      return stored;
    },

    [Symbol.asyncDispose]: () => cleanUp.disposeAsync(),
  };
}

function isRuleFile(path: string): boolean {
  return /(?:^|\/)\.git(?:ignore|attributes)$/.test(path);
}

/** A directory that has the name of a rule file cannot be laid out beside the base's file. */
function isUnderRuleFile(path: string): boolean {
  return /(?:^|\/)\.git(?:ignore|attributes)\//.test(path);
}

function isAttribute(name: string | undefined): name is AttributeName {
  return ATTRIBUTES.some((attribute) => attribute === name);
}
