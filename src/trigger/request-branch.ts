import { parseBranchName, type BranchName } from './branch-name.ts';
import { requestKey } from './request-key.ts';
import type { Trigger } from './trigger.ts';

/**
 * Where the work of a request goes: `<prefix>issue-7-0123abcd`, always the same for the same request, so that a repeat
 * finds what is already there. Throws `MalformedBranchName` for a prefix that no branch can begin with.
 */
export function branchNameFor(trigger: Trigger, prefix: string): BranchName {
  const { target } = trigger;
  const subject = target === null ? 'request' : `${target.kind}-${target.number}`;
  return parseBranchName(`${prefix}${subject}-${requestKey(trigger).slice(0, 8)}`);
}
