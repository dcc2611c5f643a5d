import type { TriggerSettings } from './settings.ts';
import { findWish } from './wish.ts';

/**
 * The cheap first look, in milliseconds and without loading a library: false only where `parseEvent` says `ignored`.
 * True may still turn out to be nothing, and is also the answer for a broken event, so that it is reported as one.
 */
export function concerns(eventName: string, payload: unknown, settings: TriggerSettings): boolean {
  return findWish(eventName, payload, settings).kind !== 'none';
}
