import type { ChangeEntry, ChangeSet } from '../change-set/change.ts';
import { objectFormatOf } from '../change-set/blob.ts';
import { inverse } from '../change-set/inverse.ts';
import { digestOf, seal } from '../change-set/seal.ts';
import { openScratch } from '../checkout/scratch.ts';
import { readCommitChanges } from '../git/commit-changes.ts';
import { openObjects, type Objects } from '../git/objects.ts';
import { fetchCommit } from '../git/remote.ts';
import { openWorkshop } from '../git/workshop.ts';
import { readDigestTrailer } from '../report/commit-message.ts';
import { findGround } from '../request/ground.ts';
import { work, type WorkTools } from '../work.ts';
import { said, type Answered, type Asked } from './answer.ts';

/** How far back a change set of ours is looked for. */
const COMMITS = 50;

/**
 * `undo`: the exact inverse of the last change set on the pull request's branch, as one more commit. What is undone is
 * read from the commits themselves; where a later commit touches one of its paths, the guard on the base refuses.
 */
export async function undo({ trigger, thread, tools, record }: Asked): Promise<Answered> {
  if (trigger.target?.kind !== 'pull-request')
    return said('`undo` is for pull requests; comment it on the one to change.');
  const { source } = await findGround(trigger, tools);
  if (source.kind !== 'remote' || source.commit === undefined)
    return said('`undo` needs the branch of a pull request.');
  const changeSet = await readInverse(source.commit, tools);
  if (changeSet === null)
    return said(`None of the last ${COMMITS} commits of this branch carries a change set.`);
  const report = await work(
    trigger,
    thread,
    { ...tools, changeSet, commitMessage: `Undo ${changeSet.undone.slice(0, 12)}` },
    record,
  );
  return { kind: 'ran', report, of: trigger };
}

async function readInverse(
  head: string,
  { git, remote, scratch }: WorkTools,
): Promise<(ChangeSet & { readonly undone: string }) | null> {
  await using parent = await openScratch(scratch);
  const { gitDir } = await openWorkshop(parent.directory, objectFormatOf(head));
  await fetchCommit(git, gitDir, remote, head, COMMITS);
  const commits = (
    await git.run(['rev-list', '--first-parent', `--max-count=${COMMITS}`, head], { gitDir })
  ).toString('latin1');
  await using objects = openObjects(git, { gitDir });
  for (const commit of commits.trim().split('\n')) {
    const made = await readChangeSetOf(commit, { git, gitDir, objects });
    if (made === null) continue;
    const before = new Map<string, Uint8Array>();
    for (const entry of made) {
      if (entry.change === 'add') continue;
      const blob = await objects.read(entry.before);
      if (blob !== null) before.set(entry.before, blob.content);
    }
    // Only what is taken back needs its bytes; what the commit made is named by its id.
    const forward = seal(
      head,
      made.map((entry) => (entry.change === 'delete' ? entry : { ...entry, content: new Uint8Array() })),
    );
    return { ...inverse(forward, head, (oid) => before.get(oid) ?? new Uint8Array()), undone: commit };
  }
  return null;
}

/** What a commit changed, where it has one parent and its trailer holds. */
async function readChangeSetOf(
  commit: string,
  { git, gitDir, objects }: { git: WorkTools['git']; gitDir: string; objects: Objects },
): Promise<readonly ChangeEntry[] | null> {
  const object = await objects.read(commit);
  const text = object?.content.toString('utf8') ?? '';
  const parents = [...text.slice(0, text.indexOf('\n\n')).matchAll(/^parent ([0-9a-f]+)$/gm)];
  const digest = readDigestTrailer(text.slice(text.indexOf('\n\n') + 2));
  const [, parent] = parents[0] ?? [];
  if (
    digest === null ||
    parents.length !== 1 ||
    parent === undefined ||
    (await objects.read(parent)) === null
  )
    return null;
  const { entries } = await readCommitChanges(git, { gitDir }, commit);
  return digestOf(parent, entries) === digest ? entries : null;
}
