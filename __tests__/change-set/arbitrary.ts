import fc from 'fast-check';
import { blobId, type ObjectFormat } from '../../src/change-set/blob.ts';
import type { Change, ChangeSet } from '../../src/change-set/change.ts';
import { seal } from '../../src/change-set/seal.ts';

/** Any set that holds together, of either object format, with every kind of change and any text as a path. */
export function changeSets(): fc.Arbitrary<ChangeSet> {
  return fc.constantFrom<ObjectFormat>('sha1', 'sha256').chain((format) =>
    fc
      .record({
        base: fc.option(oids(format)),
        changes: fc.uniqueArray(changes(format), { maxLength: 12, selector: ({ path }) => path }),
      })
      .map(({ base, changes }) => seal(base, changes)),
  );
}

const hexDigit = fc.nat({ max: 15 }).map((digit) => digit.toString(16));

function oids(format: ObjectFormat): fc.Arbitrary<string> {
  const length = format === 'sha1' ? 40 : 64;
  return fc.string({ unit: hexDigit, minLength: length, maxLength: length });
}

const modes = fc.constantFrom('100644', '100755', '120000' as const);
const paths = fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => text.isWellFormed());

function changes(format: ObjectFormat): fc.Arbitrary<Change> {
  const after = fc
    .uint8Array({ maxLength: 40 })
    .map((content) => ({ content, after: blobId(content, format) }));
  const before = fc.record({ before: oids(format), beforeMode: modes });
  const addition = fc.tuple(paths, modes, after).map(([path, mode, bytes]): Change => {
    return { path, change: 'add', mode, ...bytes };
  });
  const modification = fc.tuple(paths, modes, before, after).map(([path, mode, old, bytes]): Change => {
    return { path, change: 'modify', mode, ...old, ...bytes };
  });
  const deletion = fc.tuple(paths, before).map(([path, old]): Change => ({ path, change: 'delete', ...old }));
  return fc.oneof(addition, modification, deletion);
}
