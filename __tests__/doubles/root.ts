import type { TestContext } from 'vitest';

/** Skips the test that is running, and prints why: what was not tried did not pass. */
export function skipBecause({ skip }: Pick<TestContext, 'skip'>, why: string): never {
  console.warn(`SKIPPED: ${why}`);
  return skip(why);
}

export function requireRoot(context: Pick<TestContext, 'skip'>, why: string): void {
  if (process.geteuid?.() !== 0) skipBecause(context, `only root can ${why}`);
}
