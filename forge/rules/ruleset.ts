import picomatch from 'picomatch';
import type { Json } from '../json.ts';

/** https://docs.github.com/rest/repos/rules: the rules the forge holds updates against. */
export type RuleType =
  | 'creation'
  | 'update'
  | 'deletion'
  | 'non_fast_forward'
  | 'pull_request'
  | 'required_signatures';

export interface Ruleset {
  readonly id: number;
  readonly name: string;
  /** Patterns of full ref names; `~ALL` and `~DEFAULT_BRANCH` as on GitHub. */
  readonly include: readonly string[];
  readonly rules: readonly { readonly type: RuleType; readonly parameters?: Json }[];
  /** Logins the rules do not bind. */
  readonly bypass: readonly string[];
}

export function rulesFor(
  rulesets: readonly Ruleset[],
  ref: string,
  defaultBranch: string,
): { ruleset: Ruleset; type: RuleType; parameters: Json | undefined }[] {
  return rulesets
    .filter(({ include }) =>
      include.some(
        (pattern) =>
          pattern === '~ALL' ||
          (pattern === '~DEFAULT_BRANCH' && ref === `refs/heads/${defaultBranch}`) ||
          picomatch.isMatch(ref, pattern),
      ),
    )
    .flatMap((ruleset) => ruleset.rules.map(({ type, parameters }) => ({ ruleset, type, parameters })));
}
