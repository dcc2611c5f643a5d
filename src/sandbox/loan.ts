import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Command } from './sandbox.ts';

const execute = promisify(execFile);

/** Trees that are another user's for as long as a command runs. Users as `uid:gid`. */
export interface Loan {
  readonly user: string;
  readonly owner: string;
  readonly trees: readonly [checkout: string, home?: string];
}

/**
 * A user that nobody else is, from the range that systemd keeps free for such (https://systemd.io/UIDS-GIDS).
 */
export function pickUser(): number {
  return randomInt(61_184, 65_520);
}

/** The checkout and the home of a command, for the user `id`. */
export async function planLoan({ cwd, home }: Command, id: number): Promise<Loan> {
  const { uid, gid } = await stat(cwd);
  const trees = home === undefined ? ([cwd] as const) : ([cwd, home] as const);
  return { user: `${id}:${id}`, owner: `${uid}:${gid}`, trees };
}

export async function endLoan({ owner, trees }: Loan): Promise<void> {
  const words = ['-hR', '--', owner, ...trees.filter((tree) => tree !== undefined)];
  await execute('chown', words, { env: { PATH: '/usr/bin:/bin' } });
}
