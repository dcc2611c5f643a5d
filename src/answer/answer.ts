import type { Thread } from '../host/thread.ts';
import type { RunRecord } from '../report/record.ts';
import type { Report } from '../report/report.ts';
import type { PastRun } from '../state/history.ts';
import type { RunStart } from '../state/open-runs.ts';
import type { Trigger } from '../trigger/trigger.ts';
import type { WorkTools } from '../work.ts';

/** A command in a comment, and all that it may look at. */
export interface Asked {
  readonly trigger: Trigger;
  readonly thread: Thread;
  readonly tools: WorkTools;
  readonly record: RunRecord;
  /** What happened in this thread before, oldest first. */
  readonly past: readonly PastRun<Trigger>[];
  /** What is being worked on in this thread besides; asked for by `status` only. */
  readonly running: () => Promise<readonly RunStart<Trigger>[]>;
  readonly stopThread: StopThread;
}

/** Ends what runs for a thread, and drops what waits. We are the account `self` there; `null` where nobody told. */
export type StopThread = (thread: Thread, self: number | null) => Promise<Stopped>;

export interface Stopped {
  /** How many were ended or dropped. */
  readonly requests: number;
  /** Pages of those that are still at work, and that we may not end. */
  readonly left: readonly string[];
  /** Whether it is known what waits. */
  readonly knowsWaiting: boolean;
}

export type Answered =
  /** A run of a request, told by its report; the request may be an earlier one that was asked for again. */
  | { readonly kind: 'ran'; readonly report: Report; readonly of: Trigger }
  /** Words; nothing was to be written. */
  | { readonly kind: 'said'; readonly text: string };

export function said(text: string): Answered {
  return { kind: 'said', text };
}
