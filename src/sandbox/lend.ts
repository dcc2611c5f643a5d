import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Command, Exit } from './sandbox.ts';

const execute = promisify(execFile);

/**
 * A user that nobody else is, from the range that systemd keeps free for such (https://systemd.io/UIDS-GIDS).
 */
export function pickUser(): number {
  return randomInt(61_184, 65_520);
}

/**
 * For root only: gives the checkout and the home of a command to the user `id` while `act` runs it, which has to call
 * `give` before anything starts. However it ends, they are their owner's again.
 */
export async function lendTrees(
  command: Command,
  id: number,
  act: (give: () => Promise<void>) => Promise<Exit>,
): Promise<Exit> {
  const owner = await stat(command.cwd);
  const trees = [command.cwd, ...(command.home === undefined ? [] : [command.home])];
  const giveAll = async (uid: number, gid: number): Promise<void> => {
    for (const directory of trees) await giveTree(directory, uid, gid);
  };
  let given = Promise.resolve();
  try {
    return await act(async () => await (given = giveAll(id, id)));
  } finally {
    // Whatever broke off meanwhile must not be overtaken.
    await given.catch(() => undefined);
    await giveAll(owner.uid, owner.gid);
  }
}

/** Links are given away themselves, never what they lead to; the kernel takes set-user-id bits off on the way. */
async function giveTree(directory: string, uid: number, gid: number): Promise<void> {
  const env = { PATH: '/usr/bin:/bin' };
  await execute('chown', ['-hR', `${uid}:${gid}`, '--', directory], { env });
}
