import { randomBytes } from 'node:crypto';
import type { Change, ChangeSet } from '../change-set/change.ts';
import { digestOf } from '../change-set/seal.ts';
import { readCommitChanges } from '../git/commit-changes.ts';
import type { Git, GitPlace } from '../git/git.ts';
import { quote } from '../git/quote.ts';

export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** All of a commit but its tree and its parent. */
export interface CommitDetails {
  readonly message: string;
  readonly author: Identity;
  readonly committer: Identity;
  /** Seconds since the epoch; the same details and change set always make the same commit. */
  readonly time: number;
}

export interface BuiltCommit {
  readonly commit: string;
  readonly tree: string;
}

/** Git made another tree than the change set says. Nothing refers to it. */
export class BuildMismatch extends Error {
  override readonly name = 'BuildMismatch';
  readonly code = 'EMISMATCH';
}

/**
 * Builds the commit of a change set from its very bytes in one `git fast-import`: no index, no work tree, no filter.
 * `place` is a repository of our own, and nothing outside of it refers to the commit afterwards.
 *
 * fast-import writes whatever path it is given; so the guards come before, and what git made is compared after.
 */
export async function buildCommit(
  git: Git,
  place: GitPlace,
  changeSet: ChangeSet,
  details: CommitDetails,
): Promise<BuiltCommit> {
  const { base, digest } = changeSet;
  if (base === null) throw new TypeError('a change set without a base makes no commit');
  const imported = git.run(['fast-import', '--quiet', '--date-format=raw'], {
    ...place,
    config: {
      // One pack, however small: two files to hand on and make durable instead of one for each object.
      'fastimport.unpackLimit': '0',
    },
    input: streamOf(changeSet, details, base),
  });
  const made = imported.then((output) => output.toString('latin1').trim());
  const [commit, { tree, entries }] = await Promise.all([made, readCommitChanges(git, place, made)]);
  const found = digestOf(base, entries);
  if (found !== digest) throw new BuildMismatch(`git built ${found} where ${digest} was asked for`);
  return { commit, tree };
}

/** The stream of git-fast-import(1). A stream that breaks off moves nothing, since `feature done` asks for its end. */
function* streamOf(
  changeSet: ChangeSet,
  details: CommitDetails,
  base: string,
): Generator<string | Uint8Array> {
  const { message, author, committer, time } = details;
  yield 'feature done\nfeature get-mark\n';
  yield `commit refs/wholly/staging-${randomBytes(8).toString('hex')}\nmark :1\n`;
  yield `author ${signature(author)} ${time} +0000\ncommitter ${signature(committer)} ${time} +0000\n`;
  yield `data ${Buffer.byteLength(message)}\n${message}\nfrom ${base}\n`;
  // Deletions first: a file may take the place of a directory that becomes empty, or the other way round.
  for (const { change, path } of changeSet.changes) {
    if (change === 'delete') yield `D ${quote(path)}\n`;
  }
  for (const change of changeSet.changes) yield* writeOf(change);
  yield '\nget-mark :1\ndone\n';
}

function* writeOf(change: Change): Generator<string | Uint8Array> {
  if (change.change === 'delete') return;
  yield `M ${change.mode} inline ${quote(change.path)}\ndata ${change.content.byteLength}\n`;
  if (change.content.byteLength > 0) yield change.content;
  yield '\n';
}

/** Git takes no angle bracket, line end or NUL within a name or an address. */
function signature({ name, email }: Identity): string {
  return `${clean(name)} <${clean(email)}>`;
}

function clean(text: string): string {
  return text.replaceAll(/[<>\p{Cc}]/gu, '').trim();
}
