import { join, resolve } from 'node:path';
import { stateDirectory } from '../state/place.ts';
import type { Inputs } from './inputs.ts';

/** Where this job keeps what outlives a run. */
export function storeDirectory({ stateDir }: Inputs, environment: Readonly<Record<string, string>>): string {
  const { RUNNER_TEMP: temporary } = environment;
  if (stateDir !== '') return resolve(stateDir);
  // The runner's home may be kept between jobs of different repositories; its temporary directory never is.
  return temporary === undefined ? stateDirectory(environment) : join(temporary, 'wholly-state');
}
