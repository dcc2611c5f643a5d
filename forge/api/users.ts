import { notFound, ok, Refusal, type Answer } from '../answer.ts';
import { numberParam, requireActor, type Call } from '../call.ts';
import { IDENTITIES } from '../identities.ts';
import { pass } from './pass.ts';

export function getSelf(call: Call): Promise<Answer> {
  if (requireActor(call).installation !== undefined)
    throw new Refusal(403, 'Resource not accessible by integration');
  return pass(call);
}

/** `GET /user/{account_id}`, the way to a login that cannot be taken over by renaming. emulate lacks it. */
export function getUserById(call: Call): Promise<Answer> {
  const identity = IDENTITIES.find(({ id }) => id === numberParam(call, 'id'));
  if (identity === undefined) throw notFound();
  return pass(call, { path: `/users/${encodeURIComponent(identity.login)}` });
}

/** One budget for each actor, as headers tell it; nothing here ever runs out but by a fault rule. */
export function getRateLimit(): Answer {
  const core = { limit: 5000, used: 0, remaining: 5000, reset: Math.floor(Date.now() / 1000) + 3600 };
  return ok({ resources: { core, search: core, graphql: core }, rate: core });
}
