import type { Participant } from '../commit/participant.ts';

/** The participants of one repository among several; `null`: it is the only one. */
export interface RepositoryParticipants {
  readonly repository: string | null;
  readonly participants: readonly Participant[];
}

/**
 * One order for the participants of several repositories: the first of each, then the second of each, and so on, so that
 * every branch stands before a pull request shows one. What cannot be undone comes last.
 */
export function planTogether(lists: readonly RepositoryParticipants[]): Participant[] {
  const rounds = Math.max(0, ...lists.map(({ participants }) => participants.length));
  const ordered = Array.from({ length: rounds }, (_, round) =>
    lists.flatMap(({ repository, participants }) => {
      const participant = participants[round];
      if (participant === undefined) return [];
      return [repository === null ? participant : of(repository, participant)];
    }),
  ).flat();
  return [...ordered.filter(({ undoable }) => undoable), ...ordered.filter(({ undoable }) => !undoable)];
}

/** The same under a name that no other repository's has. */
function of(repository: string, participant: Participant): Participant {
  const { intent } = participant;
  return {
    name: nameIn(repository, participant.name),
    undoable: participant.undoable,
    ...(intent !== undefined && { intent: { ...intent, repository } }),
    prepare: () => participant.prepare(),
    commit: () => participant.commit(),
    rollback: () => participant.rollback(),
  };
}

export function nameIn(repository: string, name: string): string {
  return `${repository}: ${name}`;
}
