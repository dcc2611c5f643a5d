/** A flag, an input or an argument that cannot be followed; nothing was started. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'EUSAGE';
}
