import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { blobId } from '../../src/change-set/blob.ts';
import { seal } from '../../src/change-set/seal.ts';
import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { openScratch } from '../doubles/scratch.ts';

const id = (text: string): string => blobId(Buffer.from(text), 'sha1');

test('D16 F13 a rollback that has lost what was there fails loudly, makes nothing up, and allows nothing but clearing up', async () => {
  await using scratch = await openScratch();
  const root = scratch.join('root');
  mkdirSync(root);
  writeFileSync(`${root}/a.txt`, 'old\n');
  const changeSet = seal(null, [
    {
      path: 'a.txt',
      change: 'modify',
      mode: '100644',
      beforeMode: '100644',
      before: id('old\n'),
      after: id('new\n'),
      content: Buffer.from('new\n'),
    },
  ]);
  await using target = await openDirectoryTarget({ root, changeSet, durability: 'process' });
  await target.prepare();
  await target.commit();
  const kept = readdirSync(`${root}/.wholly`, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\/[^/]*$/.test(name) && !name.endsWith('plan'),
  );
  const holding = kept.filter((name) => readFileSync(`${root}/.wholly/${name}`, 'utf8') === 'old\n');
  expect(holding).toHaveLength(1);
  rmSync(`${root}/.wholly/${holding[0] ?? ''}`);
  await expect(target.rollback()).rejects.toMatchObject({ code: 'ERECOVERY' });
  expect(readFileSync(`${root}/a.txt`, 'utf8')).toBe('new\n');
  await expect(target.commit()).rejects.toMatchObject({ code: 'EORDER' });
  await expect(target.prepare()).rejects.toMatchObject({ code: 'ERECOVERY' });
  await target[Symbol.asyncDispose]();
  await target[Symbol.asyncDispose]();
  await expect(target.prepare()).rejects.toMatchObject({ code: 'EORDER' });
  expect(readFileSync(`${root}/a.txt`, 'utf8')).toBe('new\n');
});
