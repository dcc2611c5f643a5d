import { z } from 'zod';
import { commonShape, deliveryShape, eventNameShape, subjectShapes, type Subject } from './event-shape.ts';
import type { TriggerSettings } from './settings.ts';
import type { Account, Trigger } from './trigger.ts';
import { findWish, type Origin } from './wish.ts';

export type ParsedEvent =
  | { readonly kind: 'ignored'; readonly why: string }
  /** Bad input (exit 2): the event might have asked, but does not hold together. */
  | { readonly kind: 'malformed'; readonly code: 'EEVENT'; readonly message: string }
  | { readonly kind: 'asked'; readonly trigger: Trigger };

/**
 * Reads one webhook event of GitHub, as the App receives it or as a workflow finds it in its event file. The payload is
 * believed in nothing but its shape: who it names must still be judged, and what it names must still be looked up.
 *
 * `deliveryId` names this delivery of the event, the same for each repeat of it; `null` where nothing does. Workflow
 * events that lack `repository` or `sender` (some schedules) are `malformed` unless the door fills these in.
 */
export function parseEvent(
  name: string,
  payload: unknown,
  settings: TriggerSettings,
  deliveryId: string | null = null,
): ParsedEvent {
  const wish = findWish(name, payload, settings);
  if (wish.kind === 'none') return { kind: 'ignored', why: wish.why };
  if (wish.kind === 'malformed') return malformed(wish.message);
  const envelope = z
    .object({ name: eventNameShape, deliveryId: deliveryShape })
    .safeParse({ name, deliveryId });
  if (!envelope.success) return malformed(problemOf(envelope.error));
  const common = commonShape.safeParse(payload);
  if (!common.success) return malformed(problemOf(common.error));
  const subject = subjectShapes[wish.source].safeParse(payload);
  if (!subject.success) return malformed(problemOf(subject.error));
  const { action, installation, repository, sender } = common.data;
  const actor = actorOf(wish.origin, subject.data, sender);
  if (actor === null) return malformed('nobody is named as the writer of the text that asks');
  return {
    kind: 'asked',
    trigger: {
      event: { name, action: action ?? null },
      deliveryId,
      installationId: installation?.id ?? null,
      repository,
      target: subject.data.target,
      comment: subject.data.comment,
      origin: wish.origin,
      actor,
      sender,
      command: wish.command,
    },
  };
}

function actorOf(origin: Origin, subject: Subject, sender: Account): Account | null {
  switch (origin) {
    case 'mention':
      return subject.writer;
    case 'prompt':
      return subject.writer ?? sender;
    case 'label':
    case 'assignee':
      return sender;
  }
}

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const where = issue?.path.join('.') ?? '';
  return `${where === '' ? '' : `${where}: `}${issue?.message ?? 'wrong shape'}`;
}

function malformed(message: string): ParsedEvent {
  return { kind: 'malformed', code: 'EEVENT', message: `the event does not hold together: ${message}` };
}
