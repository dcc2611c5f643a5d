/** Whatever the tree holds is the agent's doing and becomes a finding; anything else is a fault of ours. */
export function requireFileError(error: unknown): asserts error is NodeJS.ErrnoException {
  if (!(error instanceof Error) || !('errno' in error)) throw error;
}
