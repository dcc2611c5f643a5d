import type { Actor } from '../actor.ts';
import type { Forge } from '../forge.ts';
import { APP, nodeIdOf, ORGANIZATION } from '../identities.ts';
import { isJson, objectAt, textAt, type Json } from '../json.ts';
import type { Repository } from '../repository.ts';
import { makeTrue } from '../truth/make-true.ts';
import { renderUser } from '../truth/user.ts';

/** An event of the forge's own (pushes, synchronize): what every payload carries is added here. */
export async function emit(
  forge: Forge,
  repository: Repository,
  actor: Actor,
  event: string,
  payload: Json,
): Promise<void> {
  const found = await forge.emulator.ask({ method: 'GET', path: `/repos/${repository.fullName}` });
  await deliver(forge, event, {
    ...payload,
    repository: found.json,
    sender: renderUser(forge, actor.identity),
  });
}

/** An event as emulate hands it over, made true and sent on. */
export async function relayEvent(forge: Forge, event: string, payload: Json): Promise<void> {
  await deliver(forge, event, payload);
}

async function deliver(forge: Forge, event: string, payload: Json): Promise<void> {
  const owner = textAt(objectAt(objectAt(payload, 'repository'), 'owner'), 'login');
  // The App is installed on the organization: what happens elsewhere it does not hear of.
  if (owner !== ORGANIZATION) return;
  const organization = await forge.emulator.ask({ method: 'GET', path: `/orgs/${ORGANIZATION}` });
  const whole: Json = {
    ...payload,
    organization: pick(organization.json, [
      'login',
      'id',
      'node_id',
      'url',
      'repos_url',
      'events_url',
      'hooks_url',
      'issues_url',
      'members_url',
      'public_members_url',
      'avatar_url',
      'description',
    ]),
    installation: {
      id: APP.installationId,
      // https://docs.github.com/webhooks/webhook-events-and-payloads shows this form of node id
      node_id: nodeIdOf('Integration', APP.installationId),
    },
  };
  await makeTrue(forge, whole, undefined);
  await forge.relay.deliver(event, whole);
}

function pick(value: unknown, keys: readonly string[]): Json {
  return isJson(value) ? Object.fromEntries(keys.map((key) => [key, value[key] ?? null])) : {};
}
