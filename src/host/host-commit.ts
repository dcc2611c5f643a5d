import { z } from 'zod';
import type { Change } from '../change-set/change.ts';
import { TargetRefusal } from '../commit/participant.ts';
import type { Api } from './api.ts';
import { denialOf } from './denial.ts';
import { repeat } from './repeat.ts';
import type { RepositoryName } from './repository-name.ts';

export interface HostCommitPlan {
  readonly repository: RepositoryName;
  readonly changes: readonly Change[];
  readonly message: string;
  readonly parent: string;
  /** The tree of `parent`. */
  readonly parentTree: string;
  /** What git made of the change set here, and the host must make too. */
  readonly tree: string;
}

export interface HostCommit {
  readonly commit: string;
  /** Whether the host vouches for it; it does so for bots that name no author of their own. */
  readonly verified: boolean;
}

/** The host made another commit than it was asked for. Nothing refers to it. */
export class HostCommitMismatch extends Error {
  override readonly name = 'HostCommitMismatch';
  readonly code = 'EMISMATCH';
}

const objectShape = z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) });
const commitShape = objectShape.extend({
  tree: objectShape,
  parents: z.array(objectShape),
  message: z.string(),
  verification: z.object({ verified: z.boolean() }),
});

/**
 * A commit that the host makes from the bytes of a change set, and signs: two requests however many files there are,
 * and one more for each content that is no text. Nothing refers to it afterwards, so all of them may be repeated.
 * https://docs.github.com/en/authentication/managing-commit-signature-verification/about-commit-signature-verification#signature-verification-for-bots
 */
export async function createHostCommit(api: Api, plan: HostCommitPlan): Promise<HostCommit> {
  const place = { owner: plan.repository.owner, repo: plan.repository.name };

  async function create<Shape extends z.ZodType>(
    kind: 'blobs' | 'trees' | 'commits',
    shape: Shape,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<z.infer<Shape>> {
    try {
      const route = `POST /repos/{owner}/{repo}/git/${kind}`;
      const { data } = await repeat(() => api.request(route, { ...place, ...parameters }));
      return shape.parse(data);
    } catch (error) {
      throw denialOf(error, `the commit's ${kind}`) ?? error;
    }
  }

  const texts = new Map<Change, string>();
  const blobs = new Map<string, Uint8Array>();
  for (const change of plan.changes) {
    if (change.change === 'delete') continue;
    const text = textOf(change.content);
    if (text === null) blobs.set(change.after, change.content);
    else texts.set(change, text);
  }
  await eachOf(blobs, async ([oid, content]) => {
    const encoded = { content: Buffer.from(content).toString('base64'), encoding: 'base64' };
    const { sha } = await create('blobs', objectShape, encoded);
    if (sha !== oid) throw new HostCommitMismatch(`the host made blob ${sha} where ${oid} was asked for`);
  });
  const { sha: tree } = await create('trees', objectShape, {
    base_tree: plan.parentTree,
    tree: plan.changes.map((change) => treeEntryOf(change, texts.get(change))),
  });
  if (tree !== plan.tree) {
    throw new HostCommitMismatch(`the host made tree ${tree} where ${plan.tree} was asked for`);
  }
  const made = await create('commits', commitShape, {
    message: plan.message,
    tree,
    parents: [plan.parent],
  });
  const isAsAsked =
    made.tree.sha === tree &&
    made.parents.length === 1 &&
    made.parents[0]?.sha === plan.parent &&
    made.message.trimEnd() === plan.message.trimEnd();
  if (!isAsAsked) throw new HostCommitMismatch(`the host made another commit than it was asked for`);
  return { commit: made.sha, verified: made.verification.verified };
}

/** Whether the host vouches for a commit that it has. */
export async function readVerified(api: Api, repository: RepositoryName, commit: string): Promise<boolean> {
  const { data } = await api.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
    owner: repository.owner,
    repo: repository.name,
    commit_sha: commit,
  });
  return commitShape.parse(data).verification.verified;
}

/** Where a signature is required and the host made none: for tokens of people, and on servers that do not sign. */
export function refusalOfUnsigned(): TargetRefusal {
  return new TargetRefusal(
    'conflict',
    'ESIGNING',
    'a signature is required, no key is configured, and the host signs no commit for this token',
    "Use the workflow's own token or an App's, or configure a key.",
  );
}

function treeEntryOf(change: Change, text: string | undefined): Readonly<Record<string, unknown>> {
  const { path } = change;
  if (change.change === 'delete') return { path, mode: change.beforeMode, type: 'blob', sha: null };
  const entry = { path, mode: change.mode, type: 'blob' };
  return text === undefined ? { ...entry, sha: change.after } : { ...entry, content: text };
}

/** What can stand in JSON byte for byte; `null` for anything else. */
function textOf(content: Uint8Array): string | null {
  if (content.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** GitHub asks for few requests at a time: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api */
const AT_ONCE = 4;

/** Stops with the first that fails. */
async function eachOf<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items[Symbol.iterator]();
  async function drain(): Promise<void> {
    for (let next = waiting.next(); next.done !== true; next = waiting.next()) await work(next.value);
  }
  await Promise.all(Array.from({ length: AT_ONCE }, drain));
}
