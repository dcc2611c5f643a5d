import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Ids of the living processes whose command line holds this text; a zombie has none. */
export async function processesWith(text: string): Promise<number[]> {
  const ids: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(text)) ids.push(Number(name));
  }
  return ids;
}

/** Waits until there are this many of them, or the time is over; returns how many there are. */
export async function countSettles(text: string, count: number, withinMs: number): Promise<number> {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = (await processesWith(text)).length;
    if (found === count || performance.now() > end) return found;
    await delay(20);
  }
}
