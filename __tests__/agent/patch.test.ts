import {
  chmod,
  lstat,
  mkdir,
  mkdtempDisposable,
  readFile,
  readdir,
  readlink,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AgentEvent, Outcome, RequestText } from '../../src/agent/agent.ts';
import { patchAgent } from '../../src/agent/patch.ts';
import { canOpenAside, openAside } from '../doubles/aside.ts';

/** Path to content; `-> target` is a link, a name ending in `*` is executable. */
type Files = Readonly<Record<string, string>>;

async function write(directory: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(directory, name.replace(/\*$/, ''));
    await mkdir(dirname(path), { recursive: true });
    if (content.startsWith('-> ')) await symlink(content.slice(3), path);
    else await writeFile(path, Buffer.from(content, 'latin1'));
    if (name.endsWith('*')) await chmod(path, 0o755);
  }
}

async function read(directory: string, below = ''): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of (await readdir(join(directory, below))).sort()) {
    const path = join(below, name);
    const stat = await lstat(join(directory, path));
    if (stat.isSymbolicLink()) files[path] = `-> ${await readlink(join(directory, path))}`;
    else if (stat.isDirectory()) Object.assign(files, await read(directory, path));
    else {
      const executable = (stat.mode & 0o100) === 0 ? '' : '*';
      files[path + executable] = (await readFile(join(directory, path))).toString('latin1');
    }
  }
  return files;
}

interface Done {
  readonly outcome: Outcome;
  readonly files: Record<string, string>;
  readonly events: AgentEvent[];
}

async function patch(files: Files, texts: string | readonly RequestText[]): Promise<Done> {
  await using around = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
  const directory = join(around.path, 'checkout');
  await mkdir(directory);
  await write(directory, files);
  const events: AgentEvent[] = [];
  const outcome = await patchAgent.run(
    {
      prompt: typeof texts === 'string' ? texts : '',
      directory,
      limits: { wallMs: 20_000, outputBytes: 1_000_000 },
      env: {},
      hosts: [],
      ...(typeof texts !== 'string' && { texts }),
    },
    (event) => events.push(event),
  );
  expect(await readdir(around.path)).toEqual(['checkout']);
  return { outcome, files: await read(directory), events };
}

const fenced = (...lines: string[]) =>
  ['Please apply this.', '', '```diff', ...lines, '```', '', 'Thanks'].join('\n');

const poem = { 'src/poem.txt': 'one\ntwo\nthree\nfour\nfive\n' };
const poemDiff = [
  '--- a/src/poem.txt',
  '+++ b/src/poem.txt',
  '@@ -1,3 +1,3 @@',
  ' one',
  '-two',
  '+TWO',
  ' three',
];
const poemDone = { 'src/poem.txt': 'one\nTWO\nthree\nfour\nfive\n' };

describe('diffs that apply', () => {
  const created = ['--- /dev/null', '+++ b/new/file.txt', '@@ -0,0 +1 @@', '+hello'];
  const cases: [title: string, before: Files, text: string, after: Files][] = [
    ['a modification', poem, fenced(...poemDiff), poemDone],
    ['a new file in a new directory', {}, fenced(...created), { 'new/file.txt': 'hello\n' }],
    [
      'a deletion, with the directory it empties',
      { 'old/a.txt': 'x\n', 'b.txt': 'y\n' },
      fenced('--- a/old/a.txt', '+++ /dev/null', '@@ -1 +0,0 @@', '-x'),
      { 'b.txt': 'y\n' },
    ],
    [
      'a rename without a hunk',
      poem,
      fenced(
        'diff --git a/src/poem.txt b/verse.txt',
        'similarity index 100%',
        'rename from src/poem.txt',
        'rename to verse.txt',
      ),
      { 'verse.txt': poem['src/poem.txt'] },
    ],
    [
      'an executable bit',
      { run: 'x\n' },
      fenced('diff --git a/run b/run', 'old mode 100644', 'new mode 100755'),
      { 'run*': 'x\n' },
    ],
    [
      'an empty new file',
      {},
      fenced('diff --git a/empty b/empty', 'new file mode 100644', 'index 0000000..e69de29'),
      { empty: '' },
    ],
    [
      'a new link, which later guards judge',
      {},
      fenced(
        'diff --git a/link b/link',
        'new file mode 120000',
        '--- /dev/null',
        '+++ b/link',
        '@@ -0,0 +1 @@',
        '+/etc/passwd',
        '\\ No newline at end of file',
      ),
      { link: '-> /etc/passwd' },
    ],
    [
      'a binary patch',
      {},
      fenced(
        'diff --git a/b.bin b/b.bin',
        'new file mode 100644',
        'index 0000000000000000000000000000000000000000..eaf36c1daccfdf325514461cd1a2ffbc139b5464',
        'GIT binary patch',
        'literal 4',
        'LcmZQzWMT#Y01f~L',
        '',
        'literal 0',
        'HcmV?d00001',
      ),
      { 'b.bin': '\x00\x01\x02\x03' },
    ],
    [
      'a hunk some lines away from where it says',
      { f: 'z\nz\na\nb\nc\nd\n' },
      fenced('--- a/f', '+++ b/f', '@@ -2,3 +2,3 @@', ' b', '-c', '+C', ' d'),
      { f: 'z\nz\na\nb\nC\nd\n' },
    ],
    [
      'a diff without a/ and b/',
      poem,
      fenced(...poemDiff.map((line) => line.replace(/ [ab]\//, ' '))),
      poemDone,
    ],
    [
      'a git diff without prefixes',
      poem,
      fenced('diff --git src/poem.txt src/poem.txt', ...poemDiff.map((line) => line.replace(/ [ab]\//, ' '))),
      poemDone,
    ],
    [
      'a name with a space, times behind the names',
      { 'a b.txt': 'x\n' },
      fenced(
        '--- a/a b.txt\t2026-01-01 00:00:00',
        '+++ b/a b.txt\t2026-01-02 00:00:00',
        '@@ -1 +1 @@',
        '-x',
        '+y',
      ),
      { 'a b.txt': 'y\n' },
    ],
    [
      'a quoted name',
      { 'gr\u00fcn.txt': 'x\n' },
      fenced('--- "a/gr\\303\\274n.txt"', '+++ "b/gr\\303\\274n.txt"', '@@ -1 +1 @@', '-x', '+y'),
      { 'gr\u00fcn.txt': 'y\n' },
    ],
    [
      'a wrong count in a diff of one file',
      poem,
      fenced(...poemDiff.map((line) => line.replace('-1,3 +1,3', '-1,9 +1,7')), ''),
      poemDone,
    ],
    [
      'a count that would leave a change out without a word',
      { f: 'one\ntwo\n' },
      fenced('--- a/f', '+++ b/f', '@@ -1,2 +1,2 @@', ' one', '-two', '+TWO', '+AND MORE'),
      { f: 'one\nTWO\nAND MORE\n' },
    ],
    [
      'a comment typed in a browser, CRLF all over',
      poem,
      fenced(...poemDiff).replaceAll('\n', '\r\n'),
      poemDone,
    ],
    [
      'a diff without carriage returns on a file with them',
      { 'src/poem.txt': poem['src/poem.txt'].replaceAll('\n', '\r\n') },
      fenced(...poemDiff),
      { 'src/poem.txt': poemDone['src/poem.txt'].replaceAll('\n', '\r\n') },
    ],
    [
      'a file without a newline at its end',
      { f: 'x' },
      fenced('--- a/f', '+++ b/f', '@@ -1 +1 @@', '-x', '\\ No newline at end of file', '+y'),
      { f: 'y\n' },
    ],
    [
      'a mail of git format-patch, its signature ignored',
      poem,
      fenced(
        'From: A <a@example.com>',
        'Subject: [PATCH] x',
        '',
        '---',
        ' 1 file changed',
        '',
        ...poemDiff,
        '-- ',
        '2.39.5',
      ),
      poemDone,
    ],
    [
      'several diffs of one comment, in fences of any kind',
      poem,
      `${fenced(...poemDiff)}\n~~~~patch\n${created.join('\n')}\n~~~~\n\n\`\`\`\ndiff --git a/n b/n\nnew file mode 100644\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+n\n\`\`\``,
      { ...poemDone, 'new/file.txt': 'hello\n', n: 'n\n' },
    ],
    [
      'a diff beside a repository that hides in the checkout',
      { ...poem, '.git/config': '[core]\n\tbare = true\n', '.git/HEAD': 'ref: refs/heads/main\n' },
      fenced(...poemDiff),
      { ...poemDone, '.git/config': '[core]\n\tbare = true\n', '.git/HEAD': 'ref: refs/heads/main\n' },
    ],
  ];
  test.each(cases)('applies %s', async (_title, before, text, after) => {
    const { outcome, files } = await patch(before, text);
    expect(outcome).toMatchObject({ status: 'completed', denials: 0, sessionId: null });
    expect(files).toEqual(after);
  });

  test('tells which files it edited', async () => {
    const { events } = await patch(poem, fenced(...poemDiff));
    expect(events).toEqual([{ kind: 'edit', path: 'src/poem.txt' }]);
  });
});

describe('diffs that do not', () => {
  const good = ['--- /dev/null', '+++ b/good.txt', '@@ -0,0 +1 @@', '+good'];
  const creating = (name: string) => ['--- /dev/null', `+++ ${name}`, '@@ -0,0 +1 @@', '+x'];
  const cases: [title: string, code: string, before: Files, text: string][] = [
    ['no diff at all', 'ENODIFF', poem, 'Please fix the bug.'],
    ['a diff that is only quoted', 'ENODIFF', poem, fenced(...poemDiff).replaceAll(/^/gm, '> ')],
    ['a diff nobody can see', 'ENODIFF', poem, `<!--\n${fenced(...poemDiff)}\n-->`],
    ['a fence of another language', 'ENODIFF', poem, `\`\`\`js\n${poemDiff.join('\n')}\n\`\`\``],
    ['an empty fence', 'EDIFFEMPTY', poem, fenced()],
    ['colours without a file', 'EDIFFEMPTY', poem, fenced('- two', '+ TWO')],
    ['names without a hunk', 'EDIFFEMPTY', poem, fenced(...poemDiff.slice(0, 2))],
    ['a bare @@', 'EDIFFCORRUPT', poem, fenced(...poemDiff.slice(0, 2), '@@', ...poemDiff.slice(3))],
    ['a context that is not there', 'EDIFFAPPLY', { 'src/poem.txt': 'other\n' }, fenced(...poemDiff)],
    ['a file that is not there', 'EDIFFAPPLY', {}, fenced(...poemDiff)],
    [
      'a new file that is there, with other text',
      'EDIFFAPPLY',
      { 'n.txt': 'y\n' },
      fenced(...creating('b/n.txt')),
    ],
    ['what is applied already', 'EDIFFTWICE', poemDone, fenced(...poemDiff)],
    ['the same diff twice in one request', 'EDIFFAPPLY', poem, fenced(...poemDiff, ...poemDiff)],
    ['a cut hunk', 'EDIFFCORRUPT', poem, fenced(...good, ...poemDiff.slice(0, 5))],
    [
      'a wrong count among several files',
      'EDIFFCORRUPT',
      poem,
      fenced(...good, ...poemDiff.map((line) => line.replace('-1,3', '-1,9'))),
    ],
    [
      'a change behind the end of its hunk, among several files',
      'EDIFFCORRUPT',
      poem,
      fenced(...good, '+lost', ...poemDiff),
    ],
    [
      'a binary file without content',
      'EDIFFCORRUPT',
      { x: '1' },
      fenced('Binary files a/x and b/x differ', ...good),
    ],
    [
      'a binary git diff without content',
      'EDIFFCORRUPT',
      { x: '1' },
      fenced('diff --git a/x b/x', 'index 123..456 100644', 'Binary files a/x and b/x differ'),
    ],
    ['../', 'EDIFFPATH', {}, fenced(...creating('b/../x'))],
    ['../ in the middle', 'EDIFFPATH', {}, fenced(...creating('b/a/../../x'))],
    ['.git/config', 'EDIFFPATH', {}, fenced(...creating('b/.git/config'))],
    ['.GIT/hooks below', 'EDIFFPATH', {}, fenced(...creating('b/sub/.GIT/hooks/post-checkout'))],
    ['git~1', 'EDIFFPATH', {}, fenced(...creating('b/git~1/config'))],
    ['.git with a hidden character', 'EDIFFPATH', {}, fenced(...creating('b/.g\u200cit/config'))],
    ['an absolute path', 'EDIFFPATH', {}, fenced(...creating('/etc/x'))],
    ['an absolute path behind a prefix', 'EDIFFPATH', {}, fenced(...creating('b//etc/x'))],
    ['a name that is no UTF-8', 'EDIFFPATH', {}, fenced(...creating('"b/\\377"'))],
    [
      'a rename out of the checkout',
      'EDIFFPATH',
      poem,
      fenced(
        'diff --git a/src/poem.txt b/../x',
        'similarity index 100%',
        'rename from src/poem.txt',
        'rename to ../x',
      ),
    ],
    ['a path beyond a link', 'EDIFFPATH', { l: '-> ..' }, fenced(...creating('b/l/x'))],
    [
      'a link and a path beyond it in one diff',
      'EDIFFPATH',
      {},
      fenced(
        'diff --git a/l b/l',
        'new file mode 120000',
        '--- /dev/null',
        '+++ b/l',
        '@@ -0,0 +1 @@',
        '+..',
        '\\ No newline at end of file',
        'diff --git a/l/x b/l/x',
        'new file mode 100644',
        '--- /dev/null',
        '+++ b/l/x',
        '@@ -0,0 +1 @@',
        '+x',
      ),
    ],
    [
      'a submodule',
      'EDIFFPATH',
      {},
      fenced(
        'diff --git a/s b/s',
        'new file mode 160000',
        '--- /dev/null',
        '+++ b/s',
        '@@ -0,0 +1 @@',
        `+Subproject commit ${'1'.repeat(40)}`,
      ),
    ],
  ];
  test.each(cases)('refuses %s and leaves every file alone (%s)', async (_title, code, before, text) => {
    const { outcome, files, events } = await patch(before, text);
    expect(outcome).toMatchObject({ status: 'failed', code });
    expect(files).toEqual(before);
    expect(events).toEqual([]);
  });

  test('leaves every file alone when one of several diffs does not apply', async () => {
    const before = { ...poem, 'other.txt': 'x\n' };
    const text = `${fenced(...good)}\n${fenced(...poemDiff)}\n${fenced('--- a/other.txt', '+++ b/other.txt', '@@ -1 +1 @@', '-nope', '+y')}`;
    const { outcome, files } = await patch(before, text);
    expect(outcome.code).toBe('EDIFFAPPLY');
    expect(outcome.reason).toContain('other.txt');
    expect(files).toEqual(before);
  });
});

describe('suggestion blocks', () => {
  const suggest = (...lines: string[]) => ['Better:', '```suggestion', ...lines, '```'].join('\n');
  const on = (text: string, line: number, startLine: number | null = null): RequestText => ({
    text,
    position: { path: 'src/poem.txt', startLine, line },
  });
  const crlf = { 'src/poem.txt': poem['src/poem.txt'].replaceAll('\n', '\r\n') };
  const after = (content: string) => ({ 'src/poem.txt': content });
  const cases: [title: string, before: Files, texts: RequestText[], after: Files][] = [
    ['one line', poem, [on(suggest('TWO'), 2)], after('one\nTWO\nthree\nfour\nfive\n')],
    ['a range by fewer lines', poem, [on(suggest('X'), 4, 2)], after('one\nX\nfive\n')],
    ['a line by more lines', poem, [on(suggest('X', 'Y', ''), 5)], after('one\ntwo\nthree\nfour\nX\nY\n\n')],
    ['a deletion', poem, [on(suggest(), 2, 1)], after('three\nfour\nfive\n')],
    [
      'several on one file, counted on the file as it was',
      poem,
      [on(suggest('X', 'X2'), 1), on(suggest(), 3), on(suggest('Y'), 5)],
      after('X\nX2\ntwo\nfour\nY\n'),
    ],
    ['a file with CRLF', crlf, [on(suggest('TWO'), 2)], after('one\r\nTWO\r\nthree\r\nfour\r\nfive\r\n')],
    ['a last line without an end', after('a\nb'), [on(suggest('B'), 2)], after('a\nB')],
    ['a file in another encoding', after('\xe9\n\xe8\n'), [on(suggest('x'), 2)], after('\xe9\nx\n')],
    [
      'together with a diff',
      poem,
      [on(suggest('FIVE'), 5), { text: fenced(...poemDiff) }],
      after('one\nTWO\nthree\nfour\nFIVE\n'),
    ],
  ];
  test.each(cases)('replaces %s', async (_title, before, texts, expected) => {
    const { outcome, files } = await patch(before, texts);
    expect(outcome.status).toBe('completed');
    expect(files).toEqual(expected);
  });

  const refused: [title: string, code: string, before: Files, texts: RequestText[]][] = [
    ['lines the file does not have', 'EDIFFAPPLY', poem, [on(suggest('x'), 6)]],
    ['a file that is gone', 'EDIFFAPPLY', {}, [on(suggest('x'), 1)]],
    // The file is there: only how it is reached stands against it.
    [
      'a file behind a link',
      'EDIFFAPPLY',
      { 'real/poem.txt': poem['src/poem.txt'], src: '-> real' },
      [on(suggest('x'), 1)],
    ],
    ['one line twice', 'EDIFFAPPLY', poem, [on(suggest('x'), 3, 1), on(suggest('y'), 3)]],
    ['no lines at all, outside a review', 'EDIFFAPPLY', poem, [{ text: suggest('x') }]],
    ['what the file says already', 'EDIFFTWICE', poem, [on(suggest('two'), 2)]],
    [
      'a file of git itself',
      'EDIFFPATH',
      {},
      [{ text: suggest('x'), position: { path: '.git/config', startLine: null, line: 1 } }],
    ],
  ];
  test.each(refused)('refuses %s (%s)', async (_title, code, before, texts) => {
    const { outcome, files } = await patch(before, texts);
    expect(outcome).toMatchObject({ status: 'failed', code });
    expect(files).toEqual(before);
  });
});

test('applies to the directory it is given, also inside a repository and beside one that lies about itself', async () => {
  await using around = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
  const directory = join(around.path, 'checkout');
  const limits = { wallMs: 20_000, outputBytes: 1000 };
  // Git reads the names of a git diff from the top of a repository, and skips what lies elsewhere without a word.
  const prompt = fenced('diff --git a/src/poem.txt b/src/poem.txt', ...poemDiff);
  const task = { prompt, directory, limits, env: {}, hosts: [] };
  await promisify(execFile)('git', ['init', '--quiet', around.path]);
  await write(directory, poem);
  expect(await patchAgent.run(task, () => undefined)).toMatchObject({ status: 'completed' });
  expect(await read(directory)).toEqual(poemDone);

  await promisify(execFile)('git', ['init', '--quiet', directory]);
  await promisify(execFile)('git', ['-C', directory, 'config', 'core.worktree', around.path]);
  await write(directory, poem);
  expect(await patchAgent.run(task, () => undefined)).toMatchObject({ status: 'completed' });
  expect(await read(directory)).toMatchObject(poemDone);
});

test('stops on request', async () => {
  await using directory = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
  await write(directory.path, poem);
  const outcome = await patchAgent.run(
    {
      prompt: fenced(...poemDiff),
      directory: directory.path,
      limits: { wallMs: 20_000, outputBytes: 1000 },
      env: {},
      hosts: [],
      signal: AbortSignal.abort(),
    },
    () => undefined,
  );
  expect(outcome).toMatchObject({ status: 'cancelled', code: 'ECANCELLED' });
  expect(await read(directory.path)).toEqual(poem);
});

test.runIf(await canOpenAside())('a diff is applied where only this user sees the files', async () => {
  await using aside = await openAside({ 'poem.txt': 'one\ntwo\n' });
  const { directory, inside, outside } = aside;
  // Of a directory that it cannot reach from its root git asks the parents for the name.
  await chmod(dirname(outside), 0o300);
  const diff = ['--- a/poem.txt', '+++ b/poem.txt', '@@ -1,2 +1,2 @@', ' one', '-two', '+zwei'];
  const outcome = await patchAgent.run(
    {
      prompt: fenced(...diff),
      directory,
      inside,
      limits: { wallMs: 20_000, outputBytes: 1_000_000 },
      env: {},
      hosts: [],
    },
    () => {},
  );
  await chmod(dirname(outside), 0o700);
  expect(outcome.status).toBe('completed');
  expect(await readFile(join(directory, 'poem.txt'), 'utf8')).toBe('one\nzwei\n');
  expect(await readdir(outside)).toEqual([]);
});
