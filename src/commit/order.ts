import type { Participant } from './participant.ts';

/**
 * The order of a commit: whoever is needed comes before whoever needs it, and otherwise it stays as it was given. What is
 * undone goes by another rule, the reverse of what was really done, whoever needed whom.
 */
export function planOrder(participants: readonly Participant[]): Participant[] {
  const ordered: Participant[] = [];
  const waiting = [...participants];
  while (waiting.length > 0) {
    // A need that takes no part in this commit stands already, or is none.
    const isNext = ({ needs = [] }: Participant): boolean =>
      !waiting.some(({ name }) => needs.includes(name));
    const at = waiting.findIndex(isNext);
    if (at < 0) throw new NoOrder(waiting.map(({ name }) => name));
    ordered.push(...waiting.splice(at, 1));
  }
  return ordered;
}

/** Participants that need each other in a circle. */
export class NoOrder extends Error {
  override readonly name = 'NoOrder';
  readonly code = 'ENOORDER';
  readonly participants: readonly string[];

  constructor(participants: readonly string[]) {
    super(`${participants.join(', ')} need each other, and none of them can be first`);
    this.participants = participants;
  }
}
