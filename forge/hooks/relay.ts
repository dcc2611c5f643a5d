import { createHmac, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { APP } from '../identities.ts';
import type { Json } from '../json.ts';
import { textAt } from '../json.ts';

export interface Attempt {
  readonly at: string;
  /** Null: no answer came. */
  readonly status: number | null;
  readonly durationMs: number;
}

export interface Delivery {
  /** X-GitHub-Delivery: kept by every redelivery. */
  readonly id: string;
  readonly event: string;
  readonly action: string | undefined;
  readonly payload: Json;
  /** `logged`: there was no URL to send it to. */
  state: 'logged' | 'held' | 'dropped' | 'sent';
  readonly attempts: Attempt[];
}

export interface DropRule {
  readonly event?: string;
  readonly action?: string;
  times: number;
}

/** https://docs.github.com/webhooks/using-webhooks/handling-webhook-deliveries: GitHub waits ten seconds. */
const PATIENCE_MS = 10_000;

export interface Relay {
  url: string | undefined;
  isHolding: boolean;
  readonly drops: DropRule[];
  readonly deliveries: Delivery[];
  /** A new delivery; its payload is complete. */
  deliver(event: string, payload: Json): Promise<Delivery>;
  send(delivery: Delivery): Promise<void>;
  /** Sends what is held, in the order given or kept. */
  release(ids?: readonly string[]): Promise<void>;
  /** Work that ends by itself: payloads being completed, deliveries being sent. */
  track(work: Promise<unknown>): void;
  idle(): Promise<void>;
}

/** Takes the place of GitHub's delivery service: ids, headers, signatures, a log, redelivery, and delays on demand. */
export function openRelay(secret: string, reportFault: (error: unknown) => void): Relay {
  const pending = new Set<Promise<unknown>>();
  const relay: Relay = {
    url: undefined,
    isHolding: false,
    drops: [],
    deliveries: [],
    async deliver(event, payload) {
      const action = textAt(payload, 'action');
      const delivery: Delivery = { id: randomUUID(), event, action, payload, state: 'logged', attempts: [] };
      relay.deliveries.push(delivery);
      if (relay.url === undefined) return delivery;
      const drop = relay.drops.find(
        (rule) =>
          rule.times > 0 &&
          (rule.event === undefined || rule.event === event) &&
          (rule.action === undefined || rule.action === action),
      );
      if (drop !== undefined) {
        drop.times -= 1;
        delivery.state = 'dropped';
      } else if (relay.isHolding) delivery.state = 'held';
      else await relay.send(delivery);
      return delivery;
    },
    async send(delivery) {
      if (relay.url === undefined) return;
      delivery.state = 'sent';
      delivery.attempts.push(await post(new URL(relay.url), delivery, secret));
    },
    async release(ids) {
      relay.isHolding = false;
      const held = relay.deliveries.filter(({ state }) => state === 'held');
      const chosen = ids?.flatMap((id) => held.filter((delivery) => delivery.id === id)) ?? held;
      for (const delivery of chosen) await relay.send(delivery);
    },
    track(work) {
      const settled = work.catch(reportFault).finally(() => pending.delete(settled));
      pending.add(settled);
    },
    async idle() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
  return relay;
}

/** Headers as listed in https://docs.github.com/webhooks/webhook-events-and-payloads#delivery-headers */
function post(url: URL, delivery: Delivery, secret: string): Promise<Attempt> {
  const body = JSON.stringify(delivery.payload);
  const sign = (hash: string) => `${hash}=${createHmac(hash, secret).update(body).digest('hex')}`;
  const started = performance.now();
  return new Promise((resolve) => {
    const done = (status: number | null) =>
      resolve({ at: new Date().toISOString(), status, durationMs: Math.round(performance.now() - started) });
    const sent = request(url, {
      method: 'POST',
      timeout: PATIENCE_MS,
      headers: {
        accept: '*/*',
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'GitHub-Hookshot/f04e9e0',
        'x-github-delivery': delivery.id,
        'x-github-event': delivery.event,
        'x-github-hook-id': String(APP.id * 1000),
        'x-github-hook-installation-target-id': String(APP.id),
        'x-github-hook-installation-target-type': 'integration',
        'x-hub-signature': sign('sha1'),
        'x-hub-signature-256': sign('sha256'),
      },
    });
    sent.once('timeout', () => sent.destroy());
    sent.once('error', () => done(null));
    sent.once('response', (response) => {
      response.resume();
      response.once('error', () => done(null));
      response.once('end', () => done(response.statusCode ?? null));
    });
    sent.end(body);
  });
}
