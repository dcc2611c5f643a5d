import { existsSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFeatures } from '../../src/sandbox/bwrap-profile.ts';
import { findBwrap, rootBwrap, sudoBwrap, userBwrap } from '../../src/sandbox/bwrap.ts';
import { containerSandbox, findEngine } from '../../src/sandbox/container.ts';
import { none } from '../../src/sandbox/none.ts';
import type { Command, Sandbox } from '../../src/sandbox/sandbox.ts';
import { findSudo } from '../../src/sandbox/sudo.ts';

export const isRoot = process.geteuid?.() === 0;

const limits = { wallMs: 30_000, outputBytes: 10_000_000, processes: 1000 };

/** A command with everything but its words at rest. */
export function command(
  argv: readonly [string, ...string[]],
  cwd: string,
  more: Partial<Command> = {},
): Command {
  return { argv, cwd, env: {}, hosts: [], limits, ...more };
}

const bwrap = await findBwrap(parseFeatures);
const sudo = await findSudo();

/** Where control groups are of the first kind, podman needs another runtime than its own choice, and lower limits. */
export const podmanConf = existsSync('/sys/fs/cgroup/cgroup.controllers')
  ? null
  : join(import.meta.dirname, 'containers.conf');
const podmanEnv = podmanConf === null ? {} : { CONTAINERS_CONF: podmanConf };

/** Each container takes a third of a second: all of their tests together half a minute. */
const withContainers = process.env['WHOLLY_TEST_CONTAINERS'] !== undefined;

/** A daemon that was started for the tests. */
export const dockerEnv =
  process.env['DOCKER_HOST'] === undefined ? {} : { DOCKER_HOST: process.env['DOCKER_HOST'] };

/** For a bot of a test, which makes up its mind about engines itself. */
export const botEnv = { ...dockerEnv, ...(withContainers && { WHOLLY_TEST_CONTAINERS: 'yes' }) };

/** The container engines that are installed, as these tests may use them. */
const names = withContainers ? (['podman', 'docker'] as const) : [];
const installed = await Promise.all(names.map(findEngine));
export const engines = installed
  .filter((engine) => engine !== null)
  .map((engine) => ({
    ...engine,
    env: { ...engine.env, ...(engine.name === 'podman' ? podmanEnv : dockerEnv) },
  }));

/** Every rung that may be tried here, whether or not it works. */
export const candidates: readonly Sandbox[] = [
  none,
  ...(bwrap === null ? [] : [userBwrap(bwrap)]),
  ...(bwrap !== null && isRoot ? [rootBwrap(bwrap)] : []),
  ...(bwrap !== null && sudo !== null ? [sudoBwrap(bwrap, sudo)] : []),
  ...engines.map(containerSandbox),
];

/** Those that can start a process; what is missing is said, loudly. */
export async function findRungs(): Promise<readonly Sandbox[]> {
  if (bwrap === null) console.warn('SKIPPED: bubblewrap is not installed, so its tests do not run');
  if (!withContainers)
    console.warn('SKIPPED: the tests of podman and docker run where WHOLLY_TEST_CONTAINERS is set');
  for (const name of withContainers ? ['podman', 'docker'] : []) {
    if (!engines.some((engine) => engine.name === name))
      console.warn(`SKIPPED: ${name} is not installed, so its tests do not run`);
  }
  if (bwrap !== null && !isRoot)
    console.warn('SKIPPED: this is not root, so the tests of bwrap-root do not run');
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

export const isContainer = ({ name }: Pick<Sandbox, 'name'>) => name === 'podman' || name === 'docker';
