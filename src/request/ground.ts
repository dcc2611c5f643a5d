import type { Source } from '../checkout/checkout.ts';
import { TargetRefusal } from '../commit/participant.ts';
import type { Remote } from '../git/remote.ts';
import { readCommit } from '../git/local-repository.ts';
import { readFileOf } from '../host/file.ts';
import { readPullRequest } from '../host/pull-request.ts';
import { parseBranchName } from '../trigger/branch-name.ts';
import type { Trigger } from '../trigger/trigger.ts';
import type { Terms } from './terms.ts';

/** Where the work begins and where its commit goes. */
export interface Ground {
  readonly source: Source;
  /** The branch that the work is based on. */
  readonly branch: string;
  /** The repository's configuration where it must not come from `source`: a pull request may not set its own rules. */
  readonly configuration?: string | null;
  /** The pull request whose head gets one more commit; `null` for new work. */
  readonly revised: { readonly number: number; readonly url: string } | null;
  /** The branch whose files agents obey; `null` where `source` has it. */
  readonly guidance: { readonly remote: Remote; readonly branch: string } | null;
}

/** Throws a `TargetRefusal` for a pull request that is closed or comes from another repository. */
export async function findGround(
  trigger: Trigger,
  { git, api, remote, baseBranch, workspace }: Terms,
): Promise<Ground> {
  const { target, repository } = trigger;
  if (workspace !== null) {
    const commit = await readCommit(git, workspace, 'HEAD', workspace.workTree ?? undefined);
    return {
      source: { kind: 'local', objectDir: workspace.objectDir, commit },
      branch: '',
      revised: null,
      guidance: null,
    };
  }
  if (target?.kind !== 'pull-request') {
    const branch = baseBranch === null ? repository.defaultBranch : parseBranchName(baseBranch);
    return { source: { kind: 'remote', remote, ref: branch }, branch, revised: null, guidance: null };
  }
  const { number, html_url: url, state, head, base } = await readPullRequest(api, repository, target.number);
  if (state !== 'open') {
    throw new TargetRefusal(
      'conflict',
      'ECLOSED',
      `pull request #${number} is closed`,
      'Open it again, then ask again.',
    );
  }
  if (head.repo?.id !== repository.id) {
    throw new TargetRefusal(
      'conflict',
      'EFORK',
      `pull request #${number} comes from another repository`,
      'Ask on a pull request whose branch is in this repository.',
    );
  }
  const branch = parseBranchName(head.ref);
  return {
    source: { kind: 'remote', remote, ref: branch, commit: head.sha },
    branch,
    configuration: await readFileOf(api, repository, '.github/bot.yml', base.ref),
    revised: { number, url },
    guidance: { remote, branch: parseBranchName(base.ref) },
  };
}
