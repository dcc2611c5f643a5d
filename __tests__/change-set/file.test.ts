import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blobId, type ObjectFormat } from '../../src/change-set/blob.ts';
import { entryOf, type Change, type ChangeSet } from '../../src/change-set/change.ts';
import { formatChangeSet, MalformedChangeSet, parseChangeSet } from '../../src/change-set/file.ts';
import { digestOf, seal } from '../../src/change-set/seal.ts';
import { changeSets } from './arbitrary.ts';

const base = 'b'.repeat(40);
const before = 'd'.repeat(40);

function added(path: string, text = path, format: ObjectFormat = 'sha1'): Change {
  const content = Buffer.from(text);
  return { path, change: 'add', mode: '100644', after: blobId(content, format), content };
}

function textOf(changeSet: ChangeSet): string {
  return [...formatChangeSet(changeSet)].join('');
}

type Json = Record<string, unknown>;

/** A file that holds together but for what `alter` does to it; the digest is that of what is in it afterwards. */
function altered(alter: (file: Json, changes: Json[]) => void, keepsDigest = false): string {
  const content = Buffer.from('new');
  const file: Json & { changes: Json[] } = JSON.parse(
    textOf(
      seal(base, [
        added('a'),
        {
          path: 'b',
          change: 'modify',
          mode: '100755',
          beforeMode: '100644',
          before,
          after: blobId(content, 'sha1'),
          content,
        },
        { path: 'c', change: 'delete', beforeMode: '120000', before },
      ]),
    ),
  );
  alter(file, file.changes);
  if (!keepsDigest) file['digest'] = digestOfJson(file);
  return JSON.stringify(file);
}

function digestOfJson(file: Json & { changes: Json[] }): string {
  const entries = file.changes.map(({ content: _bytes, ...entry }) => entry);
  return digestOf(file['base'] as string | null, entries as unknown as Parameters<typeof digestOf>[1]);
}

test('what is formatted is parsed to the same set', () => {
  fc.assert(
    fc.property(changeSets(), (changeSet) => {
      const parsed = parseChangeSet(textOf(changeSet));
      expect(parsed.base).toBe(changeSet.base);
      expect(parsed.digest).toBe(changeSet.digest);
      expect(parsed.changes.map(entryOf)).toEqual(changeSet.changes.map(entryOf));
      expect(parsed.changes.map(hexOf)).toEqual(changeSet.changes.map(hexOf));
    }),
    { numRuns: 60 },
  );
});

test('the file used for the refusals below is itself accepted', () => {
  expect(parseChangeSet(altered(() => undefined)).changes).toHaveLength(3);
});

test('an empty set and one without a git base hold together', () => {
  expect(parseChangeSet(textOf(seal(null, []))).changes).toEqual([]);
  expect(parseChangeSet(textOf(seal(null, [added('a')]))).base).toBeNull();
});

test('a gitlink can be read, so that a guard can name it', () => {
  const gitlink: Change = {
    path: 'sub',
    change: 'add',
    mode: '160000',
    after: before,
    content: Buffer.alloc(0),
  };
  const parsed = parseChangeSet(textOf(seal(base, [gitlink])));
  expect(parsed.changes.map(entryOf)).toEqual([
    { path: 'sub', change: 'add', mode: '160000', after: before },
  ]);
});

test('a file of many megabytes is read', () => {
  const content = Buffer.alloc(12 * 1024 * 1024, 'wholly');
  const large = seal(base, [
    { path: 'large', change: 'add', mode: '100644', after: blobId(content, 'sha1'), content },
  ]);
  const [change] = parseChangeSet(textOf(large)).changes;
  expect(change?.change === 'add' && content.equals(change.content)).toBe(true);
});

describe('a file that does not hold together is refused', () => {
  const refused: Readonly<Record<string, string>> = {
    'text that is no JSON': '{',
    'JSON that is no object': '[]',
    nothing: '',
    'another version': altered((file) => (file['version'] = 2)),
    'an unknown field': altered((file) => (file['extra'] = 1)),
    'a missing field': altered((file) => delete file['base']),
    'a base that is no object id': altered((file) => (file['base'] = 'main')),
    'an object id in upper case': altered((_, [, b]) => set(b, 'before', 'D'.repeat(40))),
    'a short object id': altered((_, [, b]) => set(b, 'before', 'd'.repeat(39))),
    'an unknown kind of change': altered((_, [a]) => set(a, 'change', 'rename')),
    'an unknown mode': altered((_, [a]) => set(a, 'mode', '100664')),
    'a directory': altered((_, [a]) => set(a, 'mode', '040000')),
    'an unknown field of a change': altered((_, [a]) => set(a, 'size', 1)),
    'an addition that replaces': altered((_, [a]) => set(a, 'before', before)),
    'a deletion with content': altered((_, [, , c]) => set(c, 'content', '')),
    'a modification without what was before': altered((_, [, b]) => delete b?.['before']),
    'content left out': altered((_, [a]) => delete a?.['content']),
    'content that is no base64': altered((_, [a]) => set(a, 'content', 'YQ')),
    'content in the alphabet of URLs': altered((_, [a]) => set(a, 'content', '-_-_')),
    'content with other bytes than its blob id': altered((_, [a]) => set(a, 'content', 'Yg==')),
    'another blob id than that of the content': altered((_, [a]) => set(a, 'after', before)),
    'a path that is no text': altered((_, [a]) => set(a, 'path', 7)),
    'a path that is not UTF-8': altered((_, [, , c]) => set(c, 'path', 'c\ud800'), true),
    'a path that is there twice': altered((_, changes) =>
      changes.splice(1, 0, structuredClone(changes[0] ?? {})),
    ),
    'changes out of order': altered((_, changes) => void changes.push(...changes.splice(0, 1))),
    'a modification of nothing': altered((_, [, b]) => {
      set(b, 'before', b?.['after']);
      set(b, 'beforeMode', '100755');
    }),
    'object ids of two formats': altered((_, [, , c]) => set(c, 'before', 'd'.repeat(64))),
    'a base of the other format': altered((file) => (file['base'] = 'b'.repeat(64))),
    'a digest of something else': altered((_, [, , c]) => set(c, 'before', 'e'.repeat(40)), true),
    'no digest': altered((file) => delete file['digest'], true),
  };
  test.each(Object.entries(refused))('%s', (_, text) => {
    const error = thrownBy(() => parseChangeSet(text));
    expect(error).toBeInstanceOf(MalformedChangeSet);
    expect(error).toHaveProperty('code', 'ECHANGESET');
  });

  test('paths in the order of UTF-16 rather than of their bytes', () => {
    const paths = ['\u{1f600}', '\uff5e'];
    const changes = paths.map((path) => added(path));
    const digest = digestOf(null, changes.map(entryOf));
    const entries = changes.map((change) => ({
      ...entryOf(change),
      content: Buffer.from(change.path).toString('base64'),
    }));
    const file = { version: 1, base: null, changes: entries, digest };
    expect(thrownBy(() => parseChangeSet(JSON.stringify(file)))).toBeInstanceOf(MalformedChangeSet);
    file.changes.reverse();
    file.digest = seal(null, changes).digest;
    expect(parseChangeSet(JSON.stringify(file)).changes).toHaveLength(2);
  });

  test('any single field of a file that is changed', () => {
    const file = altered(() => undefined);
    const shortest = fc.nat({ max: file.length - 1 });
    fc.assert(
      fc.property(shortest, fc.constantFrom('0', 'x', '"', '}', ' '), (at, character) => {
        const text = file.slice(0, at) + character + file.slice(at + 1);
        fc.pre(!sameJson(text, file));
        expect(thrownBy(() => parseChangeSet(text))).toBeInstanceOf(MalformedChangeSet);
      }),
      { numRuns: 300 },
    );
  });
});

function set(entry: Json | undefined, key: string, value: unknown): void {
  if (entry === undefined) throw new Error('fixture');
  entry[key] = value;
}

function hexOf(change: Change): string {
  return change.change === 'delete' ? '' : Buffer.from(change.content).toString('hex');
}

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

function sameJson(a: string, b: string): boolean {
  try {
    return JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
