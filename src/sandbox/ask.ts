import { openLeash } from './leash.ts';
import { defaultPath } from './program.ts';
import type { Sandbox } from './sandbox.ts';

/** A question is a word or two, and so is its answer. */
const limits = { wallMs: 5000, outputBytes: 4096, processes: 256, fileBytes: 1024 ** 2 };

/**
 * What a program prints that is asked something about itself, with nothing to see and nobody to reach; `null` where it does
 * not answer, for whatever reason.
 */
export async function askProgram(
  sandbox: Sandbox,
  argv: readonly [string, ...string[]],
  path: string = defaultPath,
  signal?: AbortSignal,
): Promise<string | null> {
  // Its directory is empty, and goes with us if we are killed.
  await using leash = await openLeash('group');
  const exit = await sandbox
    .run({ argv, cwd: leash.directory, env: { PATH: path }, hosts: [], limits, ...(signal && { signal }) })
    .catch(() => null);
  return exit?.kind === 'exited' && exit.exitCode === 0 ? exit.stdout.text : null;
}
