import fc from 'fast-check';
import { join } from 'node:path';
import * as fs from 'node:fs';
import { expect, test } from 'vitest';
import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { RecoveryFailed } from '../../src/writer/errors.ts';
import type { Files } from '../../src/writer/files.ts';
import { recoverDirectory } from '../../src/writer/recover.ts';
import { interceptFiles, systemError } from './faulty-files.ts';
import { changesBetween, codeOfFailure, leavesOf, makeRoot, type Leaf, type Leaves } from './sandbox.ts';

/** Few names, so that files, links and directories of the two trees meet at the same paths. */
const path = fc
  .array(fc.constantFrom('a', 'b', 'c', 'é'), { minLength: 1, maxLength: 3 })
  .map((names) => names.join('/'));

const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({
    content: fc.constantFrom('', 'one', 'two', 'x'.repeat(5000)),
    mode: fc.constantFrom('100644' as const, '100755' as const),
  }),
  fc.record({ content: fc.constantFrom('a', '../b', 'nowhere'), mode: fc.constant('120000' as const) }),
);

/** A tree in which no path is both a file and a directory. */
const tree: fc.Arbitrary<Leaves> = fc.array(fc.tuple(path, leaf), { maxLength: 7 }).map((pairs) => {
  const kept: Record<string, Leaf> = {};
  for (const [path, leaf] of pairs) {
    const clash = Object.keys(kept).some(
      (other) => other === path || other.startsWith(`${path}/`) || path.startsWith(`${other}/`),
    );
    if (!clash) kept[path] = leaf;
  }
  return kept;
});

const fault = fc.record({
  at: fc.nat(220),
  kind: fc.constantFrom('none' as const, 'once' as const, 'done' as const, 'dead' as const),
  code: fc.constantFrom('EIO', 'ENOSPC', 'EACCES', 'EPERM', 'EMFILE', 'EROFS'),
});

function faulty({
  at,
  kind,
  code,
}: {
  at: number;
  kind: 'none' | 'once' | 'done' | 'dead';
  code: string;
}): Files {
  return interceptFiles(
    ({ index, name }) => {
      if (kind === 'once' && index === at && name !== 'close') throw systemError(code);
      if (kind === 'dead' && index >= at && name !== 'close') throw systemError(code);
    },
    ({ index, name }) => {
      if (kind === 'done' && index === at && name !== 'open' && name !== 'tryLock') throw systemError(code);
    },
  );
}

/** The reference: a set lands whole, or nothing of it does. */
function isOneOf(root: string, ...expected: Leaves[]): boolean {
  const sorted = (leaves: Leaves): string =>
    JSON.stringify(
      Object.entries(leaves)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, leaf]) => [path, { content: '', mode: '', ...(typeof leaf === 'string' ? {} : leaf) }]),
    );
  return expected.map(sorted).includes(sorted(leavesOf(root)));
}

test('E02 D03 K06 random trees, change sets and faults: all or nothing, and clean after recovery', async () => {
  await fc.assert(
    fc.asyncProperty(
      tree,
      tree,
      fault,
      fault,
      fc.boolean(),
      fc.boolean(),
      async (before, after, first, second, rollback, git) => {
        using place = makeRoot(before);
        if (git) {
          fs.mkdirSync(join(place.root, '.git'));
          fs.writeFileSync(join(place.root, '.git/HEAD'), 'ref: refs/heads/main\n');
        }
        const options = {
          root: place.root,
          changeSet: changesBetween(before, after),
          durability: 'process' as const,
          lockWaitMs: 0,
        };
        let outcome: 'old' | 'new' | 'either' = 'old';
        try {
          await using target = await openDirectoryTarget({ ...options, files: faulty(first) });
          await target.prepare();
          await target.commit();
          outcome = 'new';
          if (rollback) {
            outcome = 'either';
            await target.rollback();
            outcome = 'old';
          }
        } catch (error) {
          if (error instanceof RecoveryFailed) outcome = 'either';
        }
        await codeOfFailure(recoverDirectory({ root: place.root, files: faulty(second), lockWaitMs: 0 }));
        await recoverDirectory({ root: place.root });
        expect(
          isOneOf(
            place.root,
            ...(outcome === 'old' ? [before] : outcome === 'new' ? [after] : [before, after]),
          ),
        ).toBe(true);
        expect((await recoverDirectory({ root: place.root })).kind).toBe('none');
        expect(
          fs.existsSync(join(place.root, '.wholly')) || fs.existsSync(join(place.root, '.git/wholly')),
        ).toBe(false);
      },
    ),
    { numRuns: 120 },
  );
});
