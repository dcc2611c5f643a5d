import { findProgram } from './program.ts';
import type { Limits } from './sandbox.ts';

/**
 * The words to put before a command so that the kernel holds its limits, by `prlimit` of util-linux; none where it is
 * not installed. `--data` bounds what a process may write to: `--as` would count the address space that V8 merely
 * reserves, and no Node program would start.
 */
export async function planResourceLimits(
  limits: Pick<Limits, 'processes' | 'memoryBytes' | 'fileBytes'>,
): Promise<string[]> {
  const flags = [
    ...(limits.processes === undefined ? [] : [`--nproc=${limits.processes}`]),
    ...(limits.memoryBytes === undefined ? [] : [`--data=${limits.memoryBytes}`]),
    ...(limits.fileBytes === undefined ? [] : [`--fsize=${limits.fileBytes}`]),
  ];
  if (flags.length === 0) return [];
  const prlimit = await findProgram('prlimit', '/', '/usr/bin:/bin');
  return prlimit === null ? [] : [prlimit, ...flags, '--core=0', '--'];
}
