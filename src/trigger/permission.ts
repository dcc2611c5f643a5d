import { z } from 'zod';
import type { Account } from './trigger.ts';

const permissions = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;

/** What somebody may do in a repository, as GitHub's permission API says it. */
export type Permission = (typeof permissions)[number];

const answerShape = z.object({
  permission: z.string(),
  role_name: z.string().nullish(),
  user: z.object({ id: z.number() }),
});

/**
 * Reads the answer of `GET /repos/{owner}/{repo}/collaborators/{login}/permission` about `account`. `role_name` is the
 * finer word; a role that an organisation made itself counts as the `permission` it is built on. Anything else is
 * `none`, and so is an answer about another id: the login may have changed hands since the event.
 */
export function parsePermission(answer: unknown, account: Account): Permission {
  const shape = answerShape.safeParse(answer);
  if (!shape.success || shape.data.user.id !== account.id) return 'none';
  const { role_name: role, permission } = shape.data;
  return (
    permissions.find((known) => known === role) ?? permissions.find((known) => known === permission) ?? 'none'
  );
}
