import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { blobId } from '../src/change-set/blob.ts';
import { formatChangeSet, parseChangeSet } from '../src/change-set/file.ts';
import { seal } from '../src/change-set/seal.ts';
import { openDirectoryTarget } from '../src/writer/directory.ts';
import { peakMegabytes } from './measure.ts';

/** Two processes of their own: `make FILE` seals a set of 20 MB, `land FILE` prints the most memory that landing it takes. */
const [act, file = ''] = process.argv.slice(2);
if (act === 'make') {
  const added = Array.from({ length: 10_000 }, (_, index) => {
    const content = Buffer.from(`${index}\n`.padEnd(2048, 'some text '));
    const after = blobId(content, 'sha1');
    return { path: `d${index % 100}/f${index}.txt`, change: 'add', mode: '100644', after, content } as const;
  });
  writeFileSync(file, [...formatChangeSet(seal(null, added))].join(''));
} else {
  const root = join(dirname(file), 'memory-target');
  mkdirSync(root);
  const changeSet = parseChangeSet(readFileSync(file, 'utf8'));
  const target = await openDirectoryTarget({ root, changeSet, durability: 'power' });
  await target.prepare();
  await target.commit();
  await target[Symbol.asyncDispose]();
  console.log(`  ${peakMegabytes().toFixed(0)} MB`);
}
