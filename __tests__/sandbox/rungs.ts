import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFeatures } from '../../src/sandbox/bwrap-profile.ts';
import { findBwrap, rootBwrap, sudoBwrap, userBwrap } from '../../src/sandbox/bwrap.ts';
import { none } from '../../src/sandbox/none.ts';
import type { Command, Sandbox } from '../../src/sandbox/sandbox.ts';
import { findSudo } from '../../src/sandbox/sudo.ts';

export const isRoot = process.geteuid?.() === 0;

/** A command with everything but its words at rest. */
export function command(
  argv: readonly [string, ...string[]],
  cwd: string,
  more: Partial<Command> = {},
): Command {
  return { argv, cwd, env: {}, hosts: [], limits: { wallMs: 30_000, outputBytes: 10_000_000 }, ...more };
}

const bwrap = await findBwrap(parseFeatures);
const sudo = await findSudo();

/** Every rung that may be tried here, whether or not it works. */
export const candidates: readonly Sandbox[] = [
  none,
  ...(bwrap === null ? [] : [userBwrap(bwrap)]),
  ...(bwrap !== null && isRoot ? [rootBwrap(bwrap)] : []),
  ...(bwrap !== null && sudo !== null ? [sudoBwrap(bwrap, sudo)] : []),
];

/** Those that can start a process; what is missing is said, loudly. */
export async function findRungs(): Promise<readonly Sandbox[]> {
  if (bwrap === null) console.warn('SKIPPED: bubblewrap is not installed, so its tests do not run');
  else if (!isRoot) console.warn('SKIPPED: this is not root, so the tests of bwrap-root do not run');
  const working: Sandbox[] = [];
  await using directory = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
  for (const rung of candidates) {
    try {
      await rung.run(command(['true'], directory.path));
      working.push(rung);
    } catch (error) {
      console.warn(`SKIPPED: the tests of ${rung.name} do not run: ${String(error)}`);
    }
  }
  return working;
}

export const isConfined = ({ name }: Sandbox) => name !== 'none';
