import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runChild } from './child.ts';
import { enter, nameInside } from './enter.ts';
import { openLeash } from './leash.ts';
import { defaultPath, findProgram } from './program.ts';
import { planResourceLimits } from './resource-limits.ts';
import type { Sandbox } from './sandbox.ts';

/** Between SIGTERM and SIGKILL; short enough for three seconds overall. */
const graceMs = 1000;

/**
 * A plain process of our own user: it can read what we can and reach any host. What is kept is its environment, its
 * private home and temporary directory, its limits (processes are counted by us: the kernel counts those over all of
 * the user's), and its end. A process that both leaves the group and clears its environment
 * is not found again.
 */
export const none: Sandbox = {
  name: 'none',
  changesOwners: false,
  // An agent that is to run like any other program would miss sudo in there; `inside` is for programs of our own.
  seesOwnMounts: false,
  async run(command) {
    const path = command.env['PATH'] ?? defaultPath;
    const [program, ...args] = command.argv;
    const file = await findProgram(program, command.cwd, path);
    if (file === null) return { kind: 'not-found', program };

    const { cwd, inside } = command;
    const limits = await planResourceLimits({ ...command.limits, processes: undefined });
    const own = [...limits, nameInside(file, command), ...args];
    const words = inside === undefined ? own : enter(inside, cwd, own);
    await using leash = await openLeash('environment');
    const [ownHome, temporary] = [join(leash.directory, 'home'), join(leash.directory, 'tmp')];
    for (const place of [ownHome, temporary]) await mkdir(place);
    const home = command.home ?? ownHome;
    for (const [path, text] of Object.entries(command.homeFiles ?? {})) {
      const target = join(home, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text);
    }
    const env = { ...command.env, PATH: path, HOME: home, TMPDIR: temporary };
    return await runChild(
      command,
      { file: words[0] ?? file, args: words.slice(1), env, cwd, graceMs },
      leash,
    );
  },
};
