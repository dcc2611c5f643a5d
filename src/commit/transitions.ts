/** Where one participant of a commit stands. */
export type ParticipantState =
  | 'waiting'
  | 'prepared'
  | 'committing'
  | 'committed'
  | 'failed'
  /** Its commit failed, and may stand all the same. */
  | 'in-doubt'
  | 'rolling-back'
  | 'rolled-back'
  | 'rollback-failed';

/** Every step that a participant can take; whatever is not here is a fault of ours. */
const TRANSITIONS: Readonly<Record<ParticipantState, readonly ParticipantState[]>> = {
  waiting: ['prepared', 'failed'],
  prepared: ['committing'],
  committing: ['committed', 'failed', 'in-doubt'],
  committed: ['rolling-back'],
  failed: [],
  'in-doubt': ['rolling-back'],
  'rolling-back': ['rolled-back', 'rollback-failed'],
  'rolled-back': [],
  'rollback-failed': [],
};

/** Answers `to`; throws where there is no way from `from` to it. */
export function step(from: ParticipantState, to: ParticipantState): ParticipantState {
  if (!TRANSITIONS[from].includes(to)) throw new ForbiddenStep(from, to);
  return to;
}

export class ForbiddenStep extends Error {
  override readonly name = 'ForbiddenStep';
  readonly code = 'ESTATE';
  readonly from: ParticipantState;
  readonly to: ParticipantState;

  constructor(from: ParticipantState, to: ParticipantState) {
    super(`a participant that is ${from} cannot become ${to}`);
    this.from = from;
    this.to = to;
  }
}
