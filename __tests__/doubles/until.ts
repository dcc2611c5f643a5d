import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 150;

/**
 * Asks again and again until there is something, ever more seldom: what is waited for needs the processor too. What never
 * comes fails the test.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  patienceMs = 20_000,
): Promise<T> {
  const endsAt = performance.now() + patienceMs;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 1.3, LONGEST_WAIT_MS)) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > endsAt) throw new Error(`${what} did not come`);
    await sleep(waitMs);
  }
}
