import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { blobId } from '../../src/change-set/blob.ts';
import { formatSealed, parseSealed } from '../../src/change-set/file.ts';
import { join } from '../../src/change-set/joint.ts';
import { seal } from '../../src/change-set/seal.ts';

const content = Buffer.from('hello\n');
const set = (path: string) =>
  seal('b'.repeat(40), [{ path, change: 'add', mode: '100644', after: blobId(content, 'sha1'), content }]);
const joint = join([
  { repository: 'octo/lib', changeSet: set('l') },
  { repository: 'octo/app', changeSet: set('a') },
]);
const text = [...formatSealed(joint)].join('');
type File = {
  digest: string;
  repositories: { repository: string; changeSet: { digest: string; base: string } }[];
};
const change = (edit: (file: File) => void): string => {
  const file: File = JSON.parse(text);
  edit(file);
  return JSON.stringify(file);
};

test('is read as it was written, sorted by repository', () => {
  expect(parseSealed(text)).toEqual(joint);
  expect(joint.repositories.map(({ repository }) => repository)).toEqual(['octo/app', 'octo/lib']);
});

test('anybody can recompute its digest from those of its parts', () => {
  const parts = joint.repositories.map(
    ({ repository, changeSet }) => `{"digest":"${changeSet.digest}","repository":"${repository}"}`,
  );
  const canonical = `{"repositories":[${parts.join(',')}],"version":1}`;
  expect(joint.digest).toBe(`sha256:${createHash('sha256').update(canonical).digest('hex')}`);
});

test('a set of one repository is read all the same', () => {
  const alone = set('x');
  expect(parseSealed([...formatSealed(alone)].join(''))).toEqual(alone);
});

test.each<[string, (file: File) => void]>([
  ['another digest', (file) => (file.digest = `sha256:${'0'.repeat(64)}`)],
  ['another part', (file) => file.repositories.pop()],
  ['no part', (file) => file.repositories.splice(0)],
  [
    'a part that does not hold together',
    (file) => ((file.repositories[0] ?? never()).changeSet.base = 'c'.repeat(40)),
  ],
  ['another order', (file) => void file.repositories.push(...file.repositories.splice(0, 1))],
  ['a repository twice', (file) => file.repositories.push(file.repositories[1] ?? never())],
  ['a repository without a name', (file) => ((file.repositories[0] ?? never()).repository = '')],
])('%s is bad input', (_what, edit) => {
  expect(() => parseSealed(change(edit))).toThrow(expect.objectContaining({ code: 'ECHANGESET' }));
});

function never(): never {
  throw new Error('the file has two parts');
}
