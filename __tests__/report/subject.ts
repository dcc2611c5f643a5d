import type { CommentSubject } from '../../src/report/comment.ts';
import type { Conclusion } from '../../src/report/conclusion.ts';
import { emptyReport, type Report } from '../../src/report/report.ts';

export const subject: CommentSubject = {
  runId: '01a1fb6e-2d06-7788-984b-a25698fcb65d',
  key: 'bot',
  requestKey: 'a'.repeat(64),
  login: 'walter',
  runUrl: 'https://github.example/acme/app/actions/runs/4711',
  repositoryUrl: 'https://github.example/acme/app',
};

export const digest = `sha256:${'d'.repeat(64)}`;

export function reportOf(facts: Partial<Report>): Report {
  return { ...emptyReport(subject.runId), ...facts };
}

export const conclusions: Readonly<Record<Conclusion, number>> = {
  committed: 0,
  answered: 0,
  ignored: 0,
  error: 1,
  usage: 2,
  refused: 3,
  'no-changes': 4,
  denied: 5,
  'agent-failed': 6,
  'verification-failed': 7,
  'rolled-back': 8,
  'rollback-failed': 9,
  cancelled: 10,
};

export function isConclusion(name: string): name is Conclusion {
  return Object.hasOwn(conclusions, name);
}
