import { createHash } from 'node:crypto';
import type { Trigger } from './trigger.ts';

/**
 * The identity of a request: 64 hexadecimal digits, the same for every repeat of it. A request in a text is that text
 * (its id and content), however often and by whichever event it is delivered. A prompt is itself together with what it
 * is about; where it is about nothing, the delivery tells two of them apart.
 */
export function requestKey(trigger: Trigger): string {
  const identity = JSON.stringify(['request', trigger.repository.id, ...identityOf(trigger)]);
  return createHash('sha256').update(identity).digest('hex');
}

function identityOf(trigger: Trigger): (string | number | null)[] {
  const { comment, command, event, target } = trigger;
  const prompt = trigger.origin === 'prompt' && command.kind === 'implement' ? command.text : null;
  if (comment !== null) return [comment.kind, comment.id, comment.bodySha256, prompt];
  if (target === null) return [event.name, event.action, prompt, trigger.deliveryId];
  const head = target.kind === 'pull-request' ? (target.head?.oid ?? null) : null;
  return [event.name, event.action, target.kind, target.number, head, prompt];
}
