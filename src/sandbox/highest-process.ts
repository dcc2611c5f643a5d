import { release } from 'node:os';

/** Of every process namespace the kernel gives the lowest numbers once only (RESERVED_PIDS, `linux/pid.h`). */
const reserved = 300;

/**
 * The highest number of a process, for `/proc/sys/kernel/pid_max` of a namespace of its own, so that it has room for so
 * many at one time and at most 300 more; it binds root too. `null` where none is asked for, or the kernel is older than
 * Linux 6.14, where that file is the whole machine's.
 */
export function highestProcess(processes: number | undefined, kernel: string = release()): number | null {
  const [major = 0, minor = 0] = kernel.split(/\D/, 2).map(Number);
  const isOwn = major > 6 || (major === 6 && minor >= 14);
  return processes === undefined || !isOwn ? null : reserved + processes;
}
