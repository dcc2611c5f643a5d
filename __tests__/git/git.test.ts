import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { GitFailure, openGit, STDERR_KEPT } from '../../src/git/git.ts';
import { openRepository } from '../doubles/repository.ts';
import { openScratch } from '../doubles/scratch.ts';

const git = openGit({ PATH: process.env['PATH'] ?? '' });

test('answers with the bytes of standard output', async () => {
  expect(await git.run(['hash-object', '--stdin'], { input: 'x' })).toEqual(
    Buffer.from(`${createHash('sha1').update('blob 1\0x').digest('hex')}\n`),
  );
});

test('input may be text, bytes or pieces', async () => {
  const answers = await Promise.all(
    ['abc', Buffer.from('abc'), ['a', Buffer.from('b'), 'c']].map((input) =>
      git.run(['hash-object', '--stdin'], { input }),
    ),
  );
  expect(new Set(answers.map(String)).size).toBe(1);
});

test('a status that nobody expected is a failure with its code, command and status', async () => {
  await using scratch = await openScratch();
  const failure = await git
    .run(['rev-parse', 'HEAD'], { cwd: scratch.path })
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(GitFailure);
  expect(failure).toMatchObject({ code: 'EGIT', command: 'rev-parse', exitCode: 128 });
});

test('H04 a failure without output is a failure, never an empty answer', async () => {
  await using repository = await openRepository({ files: { a: 'a' } });
  await expect(
    git.run(['diff-tree', '--raw', '-r', '0'.repeat(40)], { gitDir: `${repository.directory}/.git` }),
  ).rejects.toMatchObject({ code: 'EGIT' });
});

test('a git that ends before it has read its input is told by its status alone', async () => {
  const input = Array.from({ length: 200 }, () => Buffer.alloc(64 * 1024, 'x'));
  const answer = await git.attempt(['hash-object', '--no-such-flag'], { input });
  expect(answer.exitCode).toBe(129);
});

test('when the input of a git fails, it has ended before that is told', async () => {
  await using scratch = await openScratch();
  const slow = `#!/bin/sh\ncat > '${scratch.join('read')}'\nsleep 0.1\n: > '${scratch.join('ended')}'\n`;
  writeFileSync(scratch.join('git'), slow, { mode: 0o755 });
  const stand = openGit({ PATH: `${scratch.path}:${process.env['PATH'] ?? ''}` });
  function* breaking(): Generator<string> {
    yield 'a';
    throw new RangeError('broken');
  }
  await expect(stand.attempt(['x'], { input: breaking() })).rejects.toBeInstanceOf(RangeError);
  expect(existsSync(scratch.join('ended'))).toBe(true);
});

test('what git says on standard error is bounded, and its end is kept', async () => {
  await using repository = await openRepository({ files: { a: 'a' } });
  // Each is a line of its own.
  const paths = Array.from({ length: 500 }, (_, index) => `${'z'.repeat(100)}-${index}`);
  const answer = await git.attempt(['ls-files', '--error-unmatch', '--', ...paths], {
    cwd: repository.directory,
  });
  expect(answer.stderr).toHaveLength(STDERR_KEPT);
  expect(answer.stderr).toContain(`${paths.at(-1)}'`);
});

test('a git that is told to stop ends, and its command fails', async () => {
  await using repository = await openRepository();
  const stop = new AbortController();
  const running = git.attempt(['cat-file', '--batch'], {
    cwd: repository.directory,
    signal: stop.signal,
    input: (function* () {
      yield '';
    })(),
  });
  stop.abort();
  await expect(running).rejects.toThrow(Error);
});

test('where there is no git the failure has a code', async () => {
  await using scratch = await openScratch();
  const nowhere = openGit({ PATH: scratch.path });
  await expect(nowhere.run(['version'])).rejects.toMatchObject({ code: 'ENOENT' });
});

test('counts the processes that it starts', async () => {
  const counted = openGit({ PATH: process.env['PATH'] ?? '' });
  await counted.run(['version']);
  await counted.attempt(['version']);
  expect(counted.started).toBe(2);
});
