import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { TriggerSettings } from '../../src/trigger/settings.ts';

const payloadShape = z.record(z.string(), z.unknown());
const fileShape = z.array(z.object({ name: z.string(), examples: z.array(payloadShape) }));

export type Payload = z.infer<typeof payloadShape>;

const file = createRequire(import.meta.url).resolve('@octokit/webhooks-examples/api.github.com/index.json');

/** Every recorded event of GitHub, as `[name, payload]`. */
export const recorded: readonly (readonly [string, Payload])[] = fileShape
  .parse(JSON.parse(readFileSync(file, 'utf8')))
  .flatMap(({ name, examples }) => examples.map((payload) => [name, payload] as const));

/** The recorded payloads of one event and action; fails where there are fewer than two. */
export function payloadsOf(name: string, action?: string): Payload[] {
  const found = recorded.filter(
    ([event, payload]) => event === name && (action === undefined || payload['action'] === action),
  );
  if (found.length < 2) throw new Error(`fewer than two recorded ${name} ${action ?? ''} events`);
  return found.map(([, payload]) => payload);
}

/** A copy in which the value at `path` is another one. */
export function withValue(payload: Payload, path: readonly string[], value: unknown): Payload {
  const [key = '', ...rest] = path;
  if (rest.length === 0) return { ...payload, [key]: value };
  const inner = payloadShape.safeParse(payload[key]);
  return { ...payload, [key]: withValue(inner.success ? inner.data : {}, rest, value) };
}

/** Reads the value at `path` of a payload. */
export function valueAt(payload: Payload, path: readonly string[]): unknown {
  let value: unknown = payload;
  for (const key of path) value = payloadShape.parse(value)[key];
  return value;
}

export function settingsWith(settings: Partial<TriggerSettings> = {}): TriggerSettings {
  return {
    mentions: ['@bot', '@wholly-app'],
    labelTrigger: null,
    assigneeTrigger: null,
    prompt: null,
    self: null,
    ...settings,
  };
}
