import { chmodSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Leaf, Leaves } from '../doubles/repository.ts';
import { findStrategies, openWorkplace } from './workplace.ts';

type Edit =
  | { readonly kind: 'write'; readonly path: string; readonly leaf: Leaf }
  | { readonly kind: 'append' | 'delete' | 'touch' | 'flip'; readonly path: string };

const PATHS = [
  'a',
  'b.txt',
  'c.bin',
  'a/x',
  'a/y.txt',
  'a/x/deep.txt',
  'build/out.txt',
  'build/keep',
  'x.log',
  'keep.log',
  'sub/x.log',
  'sub/ü 😀.txt',
  'sub/.hidden',
];
const IGNORES = [
  '',
  '*.log\n!keep.log\nbuild/\n',
  '/build/*\n!/build/keep\n',
  'sub/*\n!sub/.hidden\n',
  'a\n',
];
const ATTRIBUTES = [
  '',
  '* text=auto\n*.bin -text\n',
  '*.txt text eol=crlf\n',
  '*.txt text\n',
  '*.txt ident\n',
  '*.txt eol=lf\n',
];

const content = fc.constantFrom<string | Uint8Array>(
  '',
  'one\ntwo\n',
  'one\r\ntwo\r\n',
  'mixed\r\nends\n',
  'no end',
  'no end\r\nhere',
  '$Id$\n',
  '$Id: forged $\r\n',
  Buffer.from([0, 13, 10, 0]),
  Buffer.from([0xff, 0xfe, 13, 10]),
  '\r',
  'lone\rreturn\r\n',
);
const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  { weight: 4, arbitrary: content },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Leaf>({ link: 'a' }, { link: 'nowhere' }, { link: '../out\nside' }),
  },
  { weight: 1, arbitrary: content.map((text): Leaf => ({ content: text, mode: 0o755 })) },
);
const path = fc.constantFrom(...PATHS);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('write' as const), path, leaf }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('append', 'delete', 'touch', 'flip'), path }) },
);

/** The same edit in any directory; one that has nothing to work on does nothing. */
function perform(directory: string, { path, ...edit }: Edit): void {
  const file = join(directory, path);
  if (edit.kind === 'write') {
    clearWay(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    rmSync(file, { recursive: true, force: true });
    if (typeof edit.leaf === 'string' || edit.leaf instanceof Uint8Array) writeFileSync(file, edit.leaf);
    else if ('link' in edit.leaf) symlinkSync(edit.leaf.link, file);
    else writeFileSync(file, edit.leaf.content, { mode: edit.leaf.mode });
    return;
  }
  const stats = hasWay(directory, path) ? lstatSync(file, { throwIfNoEntry: false }) : undefined;
  if (stats === undefined) return;
  if (edit.kind === 'delete') rmSync(file, { recursive: true });
  else if (!stats.isFile()) return;
  else if (edit.kind === 'append')
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from('more\r\n')]));
  else if (edit.kind === 'touch') writeFileSync(file, readFileSync(file));
  else chmodSync(file, stats.mode ^ 0o100);
}

function parentsOf(directory: string, path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => join(directory, ...parts.slice(0, index + 1)));
}

function hasWay(directory: string, path: string): boolean {
  return parentsOf(directory, path).every(
    (parent) => lstatSync(parent, { throwIfNoEntry: false })?.isDirectory() === true,
  );
}

function clearWay(directory: string, path: string): void {
  for (const parent of parentsOf(directory, path)) {
    if (lstatSync(parent, { throwIfNoEntry: false })?.isDirectory() === false) rmSync(parent);
  }
}

function baseOf(pairs: readonly (readonly [string, Leaf])[], ignore: string, attributes: string): Leaves {
  const files: Record<string, Leaf> = {};
  for (const [path, leaf] of pairs) {
    const clash = Object.keys(files).some(
      (other) => other.startsWith(`${path}/`) || path.startsWith(`${other}/`),
    );
    if (!clash) files[path] = leaf;
  }
  return {
    root: 'root\n',
    ...(ignore !== '' && { '.gitignore': ignore }),
    ...(attributes !== '' && { '.gitattributes': attributes }),
    ...files,
  };
}

/** The plain one has the most; what the others add to it is how the files lie. */
const RUNS = { borrow: 12, clone: 5, copy: 5, overlay: 5 } as const;

test.concurrent.each(await findStrategies())(
  'by %s, whatever is edited, the change set gives the very tree that git add makes',
  async (strategy) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(path, leaf), { maxLength: 6 }),
        fc.constantFrom(...IGNORES),
        fc.constantFrom(...ATTRIBUTES),
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('sha1', 'sha256'),
        async (pairs, ignore, attributes, edits, format) => {
          await using place = await openWorkplace(baseOf(pairs, ignore, attributes), { format, strategy });
          expect(place.checkout.strategy).toBe(strategy);
          for (const one of edits) perform(place.checkout.directory, one);
          const collected = await place.collect();
          expect(collected.uncarried).toEqual([]);
          const expected = await place.treeByGit((directory) => {
            for (const one of edits) perform(directory, one);
          });
          expect(await place.treeOf(collected)).toBe(expected);
        },
      ),
      { numRuns: Number(process.env['FIDELITY_RUNS'] ?? RUNS[strategy]) },
    );
  },
);
