import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blobId } from '../../src/change-set/blob.ts';
import { entryOf, type Change } from '../../src/change-set/change.ts';
import { inverse } from '../../src/change-set/inverse.ts';
import { seal } from '../../src/change-set/seal.ts';
import { changeSets } from './arbitrary.ts';
import { openRepository } from './repository.ts';

test('the inverse of the inverse is the set itself', () => {
  fc.assert(
    fc.property(changeSets(), (changeSet) => {
      const bytes = new Map<string, Uint8Array>();
      for (const change of changeSet.changes) {
        if (change.change !== 'add') bytes.set(change.before, Buffer.from(`bytes of ${change.before}`));
      }
      for (const change of changeSet.changes) {
        if (change.change !== 'delete') bytes.set(change.after, change.content);
      }
      const bytesOf = (oid: string): Uint8Array => {
        const content = bytes.get(oid);
        if (content === undefined) throw new Error(`nobody has ${oid}`);
        return content;
      };
      const once = inverse(changeSet, 'c'.repeat(40), bytesOf);
      const twice = inverse(once, changeSet.base, bytesOf);
      expect(twice).toEqual(changeSet);
      expect(once.base).toBe('c'.repeat(40));
      expect(once.changes.map(({ path }) => path)).toEqual(changeSet.changes.map(({ path }) => path));
    }),
    { numRuns: 60 },
  );
});

test('the inverse put on a commit gives the tree of its parent', async () => {
  await using repository = await openRepository();
  const contents = { old: 'old\n', new: 'new\n', gone: 'gone\n' };
  const oids = new Map<string, string>();
  for (const [name, content] of Object.entries(contents)) {
    oids.set(name, (await repository.git(['hash-object', '-w', '--stdin'], content)).toString().trim());
  }
  const oid = (name: string): string => oids.get(name) ?? '';
  const index = (lines: readonly string[]): string => lines.join('');
  const treeOf = async (lines: readonly string[]): Promise<string> => {
    await repository.git(['read-tree', '--empty']);
    await repository.git(['update-index', '-z', '--index-info'], index(lines));
    return (await repository.git(['write-tree'])).toString().trim();
  };
  const parent = await treeOf([`100644 ${oid('old')}\tdir/a\0`, `120000 ${oid('gone')}\tb\0`]);
  const content = Buffer.from(contents.new);
  const changeSet = seal(null, [
    {
      path: 'dir/a',
      change: 'modify',
      mode: '100755',
      beforeMode: '100644',
      before: oid('old'),
      after: oid('new'),
      content,
    },
    { path: 'b', change: 'delete', beforeMode: '120000', before: oid('gone') },
    { path: 'c', change: 'add', mode: '100644', after: blobId(content, 'sha1'), content },
  ]);

  const back = inverse(changeSet, null, (blob) =>
    Buffer.from(blob === oid('old') ? contents.old : contents.gone),
  );

  await treeOf([`100755 ${oid('new')}\tdir/a\0`, `100644 ${oid('new')}\tc\0`]);
  await repository.git(['update-index', '-z', '--index-info'], index(back.changes.map(indexLine)));
  expect((await repository.git(['write-tree'])).toString().trim()).toBe(parent);
  expect(back.changes.map(entryOf)).toEqual([
    { path: 'b', change: 'add', mode: '120000', after: oid('gone') },
    { path: 'c', change: 'delete', beforeMode: '100644', before: oid('new') },
    {
      path: 'dir/a',
      change: 'modify',
      mode: '100644',
      beforeMode: '100755',
      before: oid('new'),
      after: oid('old'),
    },
  ]);
});

function indexLine(change: Change): string {
  if (change.change === 'delete') return `0 ${'0'.repeat(40)}\t${change.path}\0`;
  return `${change.mode} ${blobId(change.content, 'sha1')}\t${change.path}\0`;
}
