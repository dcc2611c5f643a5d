import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until there is something; what never comes fails the test. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  patienceMs = 20_000,
): Promise<T> {
  const endsAt = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > endsAt) throw new Error(`${what} did not come`);
    await sleep(25);
  }
}
