import type { Permission } from './permission.ts';
import type { Account } from './trigger.ts';

export interface ActorQuestion {
  /** Who wrote the request. */
  readonly actor: Account;
  /** Who caused the event. */
  readonly sender: Account;
  readonly permissions: { readonly actor: Permission; readonly sender: Permission };
  /** Numeric ids of the bots that may ask. A login in the settings is looked up on the host first. */
  readonly allowedBots: readonly number[];
  /**
   * Numeric ids of people who may ask although they cannot write to the repository. Each of them can have the bot write
   * in their place, so this is empty unless somebody lists them one by one; it takes no pattern that means everybody.
   */
  readonly allowedUsers: readonly number[];
  /** Numeric id of the account that the bot itself writes as. */
  readonly self: number | null;
}

export type ActorVerdict =
  | { readonly kind: 'may-ask' }
  /** Nothing at all is answered: an answer would tell strangers that they can make the bot write. `why` is for the log. */
  | { readonly kind: 'silent'; readonly why: string };

const mayWrite = new Set<Permission>(['write', 'maintain', 'admin']);

/** The one gate. Both the writer and the sender must pass it, each by numeric id and type and never by login. */
export function judgeActor(question: ActorQuestion): ActorVerdict {
  const { actor, sender, permissions, self } = question;
  if (actor.id === self || sender.id === self) return silent('the bot does not listen to itself');
  return (
    objectionTo(actor, permissions.actor, question) ??
    objectionTo(sender, permissions.sender, question) ?? { kind: 'may-ask' }
  );
}

function objectionTo(account: Account, permission: Permission, question: ActorQuestion): ActorVerdict | null {
  if (account.type === 'Bot') {
    // Anybody can make a bot: the permission API's word on one is no proof that it belongs here.
    return question.allowedBots.includes(account.id)
      ? null
      : silent(`${nameOf(account)} is not an allowed bot`);
  }
  if (account.type !== 'User') return silent(`${nameOf(account)} is neither a person nor a bot`);
  if (mayWrite.has(permission) || question.allowedUsers.includes(account.id)) return null;
  return silent(`${nameOf(account)} may not write here (${permission})`);
}

function nameOf(account: Account): string {
  return `${account.login} (${account.type} ${account.id})`;
}

function silent(why: string): ActorVerdict {
  return { kind: 'silent', why };
}
