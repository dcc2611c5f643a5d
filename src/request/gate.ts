import type { Api } from '../host/api.ts';
import { readPermission, readUserId } from '../host/permission.ts';
import { judgeActor, type ActorVerdict } from '../trigger/actor.ts';
import { parseAllowList } from '../trigger/allow-list.ts';
import { parsePermission, type Permission } from '../trigger/permission.ts';
import type { Account, Trigger } from '../trigger/trigger.ts';

/** Who may ask besides people with write access; each entry a login or a numeric id. */
export interface Guests {
  readonly bots: readonly string[];
  readonly users: readonly string[];
}

/** Asks the host what the asker may do, and judges it. Asked when a request comes in, and again before it is published. */
export async function checkGate(
  api: Api,
  trigger: Trigger,
  guests: Guests,
  self: number | null,
): Promise<ActorVerdict> {
  const { actor, sender, repository } = trigger;
  const known = new Map<number, Permission>();
  async function permissionOf(account: Account): Promise<Permission> {
    // What a bot may do says nothing of who it belongs to; it passes by its id alone.
    if (account.type !== 'User') return 'none';
    const permission =
      known.get(account.id) ?? parsePermission(await readPermission(api, repository, account.login), account);
    known.set(account.id, permission);
    return permission;
  }
  const permissions = { actor: await permissionOf(actor), sender: await permissionOf(sender) };
  const someBot = actor.type === 'Bot' || sender.type === 'Bot';
  // Both lists are read whoever asks: a mistake in one is told at once, not when the first bot comes.
  const [bots, users] = [parseAllowList(guests.bots), parseAllowList(guests.users)];
  return judgeActor({
    actor,
    sender,
    permissions,
    allowedBots: someBot ? await idsOf(api, bots) : [],
    allowedUsers: await idsOf(api, users),
    self,
  });
}

async function idsOf(api: Api, { ids, logins }: ReturnType<typeof parseAllowList>): Promise<number[]> {
  const found = await Promise.all(logins.map((login) => readUserId(api, login)));
  return [...ids, ...found.filter((id) => id !== null)];
}
