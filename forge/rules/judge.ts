import { hasRole } from '../access.ts';
import type { Actor } from '../actor.ts';
import type { Repository } from '../repository.ts';
import { rulesFor, type RuleType } from './ruleset.ts';

/** One ref about to move. */
export interface Move {
  readonly ref: string;
  readonly kind: 'create' | 'update' | 'delete';
  readonly isForced: boolean;
  readonly hasUnsigned: boolean;
}

/** The code GitHub prints on a push: GH006 for branch protection, GH013 for rulesets. */
export interface Violation {
  readonly code: 'GH006' | 'GH013';
  readonly ref: string;
  readonly reasons: readonly string[];
}

/**
 * What forbids the move, or undefined. The texts are GitHub's, seen in googleapis/repo-automation-bots#5551 (API),
 * actions/github-script#455 and https://docs.github.com/repositories: "troubleshooting rules".
 */
export function judgeMove(repository: Repository, actor: Actor, move: Move): Violation | undefined {
  if (!move.ref.startsWith('refs/heads/')) return undefined;
  const byProtection = judgeProtection(repository, actor, move);
  if (byProtection.length > 0) return { code: 'GH006', ref: move.ref, reasons: byProtection };
  const byRules = rulesFor(repository.rulesets, move.ref, repository.defaultBranch)
    .filter(({ ruleset }) => !ruleset.bypass.includes(actor.identity.login))
    .flatMap(({ type }) => judgeRule(type, move));
  return byRules.length > 0 ? { code: 'GH013', ref: move.ref, reasons: byRules } : undefined;
}

function judgeProtection(repository: Repository, actor: Actor, move: Move): string[] {
  const protection = repository.protections.get(move.ref.slice('refs/heads/'.length));
  if (protection === undefined || move.kind === 'create') return [];
  const isAdmin = actor.installation === undefined && hasRole(repository, actor.identity, 'admin');
  if (isAdmin && !protection.bindsAdmins) return [];
  const reasons: string[] = [];
  if (protection.pushers?.includes(actor.identity.login) === false) {
    reasons.push(
      "You're not authorized to push to this branch. Visit https://docs.github.com for more information.",
    );
  }
  if (move.kind === 'delete') {
    if (!protection.allowsDeletions) reasons.push('Cannot delete this protected branch');
    return reasons;
  }
  if (move.isForced && !protection.allowsForcePushes) reasons.push('Cannot force-push to this branch');
  if (protection.requiresPullRequest) reasons.push('Changes must be made through a pull request.');
  for (const context of protection.requiredContexts)
    reasons.push(`Required status check "${context}" is expected.`);
  if (protection.requiresSignatures && move.hasUnsigned)
    reasons.push('Commits must have verified signatures.');
  return reasons;
}

function judgeRule(type: RuleType, move: Move): string[] {
  switch (type) {
    case 'creation':
      return move.kind === 'create' ? ['Cannot create ref due to creations being restricted.'] : [];
    case 'deletion':
      return move.kind === 'delete' ? ['Cannot delete this branch'] : [];
    case 'update':
      return move.kind === 'update' ? ['Cannot update this protected ref.'] : [];
    case 'non_fast_forward':
      return move.isForced ? ['Cannot force-push to this branch'] : [];
    case 'pull_request':
      return move.kind === 'update' ? ['Changes must be made through a pull request.'] : [];
    case 'required_signatures':
      return move.kind !== 'delete' && move.hasUnsigned ? ['Commits must have verified signatures.'] : [];
  }
}

/** What `git push` shows after `remote: `. */
export function renderForPush({ code, ref, reasons }: Violation): string[] {
  return code === 'GH006'
    ? [
        `error: GH006: Protected branch update failed for ${ref}.`,
        ...reasons.map((reason) => `error: ${reason}`),
      ]
    : [
        `error: GH013: Repository rule violations found for ${ref}.`,
        '',
        ...reasons.map((reason) => `- ${reason}`),
        '',
      ];
}

/** The reason in brackets behind `[remote rejected]`. */
export function reasonForPush({ code }: Violation): string {
  return code === 'GH006'
    ? 'protected branch hook declined'
    : 'push declined due to repository rule violations';
}

/** The message of the API's answer. */
export function renderForApi({ code, reasons }: Violation): string {
  return code === 'GH006'
    ? (reasons[0] ?? '')
    : `Repository rule violations found\n\n${reasons.join('\n')}\n\n`;
}
