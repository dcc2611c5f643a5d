import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where the runs that have begun and not ended stand, in a state directory. */
export function openRunsPlace(directory: string): string {
  return join(directory, 'open-runs');
}

/** Tells at no cost whether there is anything to settle. */
export function hasOpenRuns(directory: string): boolean {
  const place = openRunsPlace(directory);
  return existsSync(place) && readdirSync(place).length > 0;
}
