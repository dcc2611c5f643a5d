import { v7 } from 'uuid';

/** UUIDv7 (RFC 9562): sorts by the time of the run. */
export function newRunId(): string {
  return v7();
}
