import { notFound, ok, type Answer } from '../answer.ts';
import { numberParam, pageOf, type Call } from '../call.ts';
import { APP } from '../identities.ts';
import type { Json } from '../json.ts';
import type { Delivery } from '../hooks/relay.ts';
import { demandApp } from './installations.ts';

/** https://docs.github.com/rest/apps/webhooks: an App lists its deliveries and asks for one again. Ids are positions. */
function render(delivery: Delivery, id: number): Json {
  const attempt = delivery.attempts.at(-1);
  return {
    id,
    guid: delivery.id,
    delivered_at: attempt?.at ?? new Date().toISOString(),
    redelivery: delivery.attempts.length > 1,
    duration: (attempt?.durationMs ?? 0) / 1000,
    status:
      attempt?.status === undefined || attempt.status === null ? 'Failed to connect' : String(attempt.status),
    status_code: attempt?.status ?? 0,
    event: delivery.event,
    action: delivery.action ?? null,
    installation_id: APP.installationId,
    repository_id: null,
  };
}

export async function listHookDeliveries(call: Call): Promise<Answer> {
  await demandApp(call);
  const all = call.forge.relay.deliveries.map((delivery, index) => render(delivery, index + 1)).toReversed();
  const page = pageOf(call, all);
  return ok(page.items, page.headers);
}

export async function redeliverHook(call: Call): Promise<Answer> {
  await demandApp(call);
  const delivery = call.forge.relay.deliveries[numberParam(call, 'delivery') - 1];
  if (delivery === undefined) throw notFound();
  call.forge.relay.track(call.forge.relay.send(delivery));
  return { status: 202, json: {} };
}
