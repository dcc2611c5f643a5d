/** How a run ended; each has one exit code, which scripts rely on. */
export type Conclusion = keyof typeof EXIT_CODES;

const EXIT_CODES = {
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
} as const;

export function exitCodeOf(conclusion: Conclusion): number {
  return EXIT_CODES[conclusion];
}
