import { totalmem } from 'node:os';

/** For every command that somebody else wrote: far above what a build or a package manager needs, below what stops a machine. */
export const machineLimits = {
  processes: 2048,
  fileBytes: 2 * 1024 ** 3,
  totalMemoryBytes: Math.floor(Math.min(totalmem(), process.constrainedMemory() || Infinity) * 0.75),
};
