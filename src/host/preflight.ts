import type { Standing } from './standing.ts';

/** What we are going to write, and as whom. */
export interface Errand {
  /** `new`: a branch of our own; `existing`: one more commit on somebody's branch. */
  readonly branch: 'new' | 'existing';
  readonly opensPullRequest: boolean;
  /** Numeric id of the account we write as; `null` where it is not known. */
  readonly self: number | null;
  /** What an App's token was given, by name; `null` where the host does not tell. */
  readonly permissions: Readonly<Record<string, string>> | null;
  /** Whether our commits are signed. */
  readonly signs: boolean;
}

/** Something on the host that is going to be in the way. */
export interface Obstacle {
  readonly code: string;
  /** One plain sentence. */
  readonly reason: string;
  readonly remedy: string;
  /** False where the host may let us pass all the same. */
  readonly certain: boolean;
}

/** The account of every workflow's own token: https://api.github.com/users/github-actions%5Bbot%5D */
const WORKFLOW_BOT = 41_898_282;

/** Everything that is known beforehand to be in the way. */
export function findObstacles(standing: Standing, errand: Errand): Obstacle[] {
  const obstacles: Obstacle[] = [];
  if (standing.archived) {
    obstacles.push({
      code: 'EARCHIVED',
      reason: 'The repository is archived, and nothing can be written to it.',
      remedy: 'Unarchive the repository, then comment `retry`.',
      certain: true,
    });
  }
  const missing = missingPermissions(errand);
  if (missing.length > 0) {
    obstacles.push({
      code: 'EPERMISSION',
      reason: `The App lacks the permission to write ${missing.join(' and ')}.`,
      remedy: 'Give the App these permissions and accept them where it is installed, then comment `retry`.',
      certain: true,
    });
  }
  // Of an App, a workflow's own token among them, the host tells what the App was given instead.
  const isPerson = errand.permissions === null && errand.self !== null && errand.self !== WORKFLOW_BOT;
  if (isPerson && standing.mayWrite === false) {
    obstacles.push({
      code: 'EPERMISSION',
      reason: 'The account behind the token may only read the repository.',
      remedy: 'Let that account write to the repository, or give another token.',
      certain: true,
    });
  }
  if (standing.missingScope !== null) {
    obstacles.push({
      code: 'EPERMISSION',
      reason: `The token lacks the scope ${standing.missingScope}.`,
      remedy: `Give the token the scope ${standing.missingScope}.`,
      certain: true,
    });
  }
  if (
    errand.opensPullRequest &&
    errand.self === WORKFLOW_BOT &&
    standing.workflowsMayOpenPullRequests === false
  ) {
    obstacles.push({
      code: 'EACTIONSPR',
      reason: 'The settings of the repository do not let GitHub Actions open pull requests.',
      remedy:
        'Allow GitHub Actions to create pull requests (Settings, Actions, General), then comment `retry`.',
      certain: true,
    });
  }
  const types = new Set(standing.rules.map((rule) => rule.split('#')[0]));
  for (const [type, reason] of RULES[errand.branch]) {
    if (types.has(type)) obstacles.push({ ...BY_RULE, reason });
  }
  if (errand.branch === 'existing' && standing.isProtected && types.size === 0) {
    obstacles.push({
      ...BY_RULE,
      code: 'EPROTECTED',
      reason: 'The branch is protected, and may not take a commit of the bot.',
      remedy: 'Let the protection of the branch allow this write, or choose another branch.',
    });
  }
  if (types.has('required_signatures') && !errand.signs) {
    obstacles.push({
      ...BY_RULE,
      code: 'EUNSIGNED',
      reason: 'A rule wants signed commits on the branch, and no signing is configured.',
      remedy: 'Configure a signing key, or let the bot bypass the rule.',
    });
  }
  return obstacles;
}

const BY_RULE = {
  code: 'ERULESET',
  remedy: 'Let the bot bypass the rule, or choose another branch.',
  // Who may bypass a rule is told to administrators only.
  certain: false,
} as const;

/** By rule, in GitHub's own names. */
const RULES: Readonly<Record<Errand['branch'], readonly (readonly [string, string])[]>> = {
  new: [['creation', 'A rule restricts who may create the branch.']],
  existing: [
    ['update', 'A rule restricts who may update the branch.'],
    ['pull_request', 'A rule wants every change of the branch to come by a pull request.'],
    ['required_status_checks', 'A rule wants checks to pass before the branch is updated.'],
  ],
};

function missingPermissions({ permissions, opensPullRequest }: Errand): string[] {
  if (permissions === null) return [];
  const needed = ['contents', ...(opensPullRequest ? ['pull_requests'] : [])];
  return needed.filter((name) => permissions[name] !== 'write');
}
