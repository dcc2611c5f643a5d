const LONGER = 16;
/** Less is noise: of the kernel's clock for it, of collecting garbage. */
const LEAST_MICROSECONDS = 4000;

/**
 * By which power of the length that grows which `work` takes of the processor's time (not of the clock's: others are at work,
 * too), from a text to sixteen of it: 1 where it grows with the text, 2 where with its square.
 */
export function growthOf(work: (text: string) => unknown, text: string): number {
  const longer = text.repeat(LONGER);
  const short = Math.min(...[1, 2, 3].map(() => costOf(work, text)));
  const long = Math.min(...[1, 2].map(() => costOf(work, longer)));
  return Math.log(long / Math.max(short, LEAST_MICROSECONDS)) / Math.log(LONGER);
}

function costOf(work: (text: string) => unknown, text: string): number {
  const before = process.threadCpuUsage();
  work(text);
  const { user, system } = process.threadCpuUsage(before);
  return user + system;
}
