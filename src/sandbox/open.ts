import { findBwrap, rootBwrap, sudoBwrap, userBwrap } from './bwrap.ts';
import { parseFeatures } from './bwrap-profile.ts';
import { containerSandbox, findEngine } from './container.ts';
import type { EngineName } from './container-profile.ts';
import { none } from './none.ts';
import type { Bwrap } from './run-bwrap.ts';
import { SandboxUnavailable, type Sandbox, type SandboxName } from './sandbox.ts';
import { testSandbox } from './self-test.ts';
import { findSudo } from './sudo.ts';

export type SandboxChoice = 'auto' | 'bwrap' | 'none';

const found = new Map<SandboxChoice, Promise<Sandbox>>();

/**
 * The strongest rung that withstands its self-test, found once per process; `none` only for who asks for it by name, a
 * container only for who leaves the choice open. Throws {@link SandboxUnavailable} with the remedy.
 */
export async function openSandbox(choice: SandboxChoice): Promise<Sandbox> {
  if (choice === 'none') return none;
  const rung = found.get(choice) ?? (choice === 'bwrap' ? climb() : climbOn());
  found.set(choice, rung);
  try {
    return await rung;
  } catch (error) {
    // What failed may be mended while a service runs on.
    found.delete(choice);
    throw error;
  }
}

/** A container takes an engine that is here, and ten times as long to start: it comes after every bubblewrap. */
async function climbOn(): Promise<Sandbox> {
  try {
    return await openSandbox('bwrap');
  } catch (error) {
    if (!(error instanceof SandboxUnavailable)) throw error;
    const failures: string[] = [];
    for (const name of engines) {
      const rung = await findContainer(name);
      const failure = rung === null ? null : await failureOf(rung);
      if (rung !== null && failure === null) return rung;
      if (failure !== null) failures.push(`${name}: ${failure}`);
    }
    if (failures.length === 0) throw error;
    throw new SandboxUnavailable(
      `No container confines anything here (${failures.join('; ')}). ${error.message}`,
    );
  }
}

const engines: readonly EngineName[] = ['podman', 'docker'];

async function findContainer(name: EngineName): Promise<Sandbox | null> {
  const engine = process.platform === 'linux' ? await findEngine(name) : null;
  return engine === null ? null : containerSandbox(engine);
}

async function climb(): Promise<Sandbox> {
  const bwrap = await find();
  if (bwrap === null)
    throw new SandboxUnavailable(
      `There is no sandbox here because bubblewrap is missing: ${remedyOfMissing()}; or ask for --sandbox none.`,
    );
  const sudo = await findSudo();
  return await strongestOf([
    userBwrap(bwrap),
    ...(isRoot() ? [rootBwrap(bwrap)] : []),
    ...(sudo === null ? [] : [sudoBwrap(bwrap, sudo)]),
  ]);
}

/** One step of the ladder. */
export interface Rung {
  readonly name: SandboxName;
  /** Why it cannot be used here; `null` where it withstands its self-test. */
  readonly failure: string | null;
  /** What it would take to use it; `null` where it can be used, and where nothing helps. */
  readonly remedy: string | null;
}

/** Every rung there is, strongest first, each put to its self-test anew. */
export async function examineRungs(): Promise<Rung[]> {
  const rungs = await examineBwrap();
  // One after the other: each measures what is left behind on the machine.
  for (const name of engines) rungs.push(await examineContainer(name));
  return rungs;
}

async function examineBwrap(): Promise<Rung[]> {
  const bwrap = await find();
  const [user, root, bySudo] = [{ name: 'bwrap' }, { name: 'bwrap-root' }, { name: 'bwrap-sudo' }] as const;
  if (bwrap === null) {
    const missing = { failure: 'bubblewrap is missing', remedy: remedyOfMissing() };
    return [
      { ...user, ...missing },
      { ...root, ...missing },
      { ...bySudo, ...missing },
    ];
  }
  const noRoot = { failure: 'it needs root', remedy: 'run Wholly as root' };
  return [
    { ...user, ...(await examine(userBwrap(bwrap), `open user namespaces with: ${OPEN_NAMESPACES}`)) },
    { ...root, ...(isRoot() ? await examine(rootBwrap(bwrap), null) : noRoot) },
    { ...bySudo, ...(await examineSudo(bwrap)) },
  ];
}

type Examined = Omit<Rung, 'name'>;

async function examine(rung: Sandbox, remedy: string | null): Promise<Examined> {
  const failure = await failureOf(rung);
  return { failure, remedy: failure === null ? null : remedy };
}

async function examineSudo(bwrap: Bwrap): Promise<Examined> {
  if (isRoot()) return { failure: 'root has no need of it', remedy: null };
  const sudo = await findSudo();
  const remedy = 'let sudo ask for no password';
  if (sudo === null) return { failure: 'sudo is missing', remedy: `install it, and ${remedy}` };
  return await examine(sudoBwrap(bwrap, sudo), remedy);
}

async function examineContainer(name: EngineName): Promise<Rung> {
  const rung = await findContainer(name);
  if (rung === null)
    return {
      name,
      failure: `${name} is not installed`,
      remedy: 'install it where no bubblewrap holds; otherwise it would be of no use',
    };
  return { name, ...(await examine(rung, isRoot() ? null : engineRemedies[name])) };
}

const engineRemedies: Readonly<Record<EngineName, string>> = {
  podman: 'run as root, or install the package uidmap and give the user a range of ids in /etc/subuid',
  docker: 'have a daemon on this machine, and run as root or in the group docker',
};

const OPEN_NAMESPACES = 'sysctl kernel.apparmor_restrict_unprivileged_userns=0 (as root)';

async function find(): Promise<Bwrap | null> {
  return process.platform === 'linux' ? await findBwrap(parseFeatures) : null;
}

function remedyOfMissing(): string {
  return process.platform === 'linux'
    ? 'install it with: apt-get install -y bubblewrap'
    : 'it is for Linux only, so run Wholly there';
}

function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

/** The first of these, strongest first, that withstands its self-test. Throws {@link SandboxUnavailable}. */
export async function strongestOf(rungs: readonly Sandbox[]): Promise<Sandbox> {
  const failures: string[] = [];
  for (const rung of rungs) {
    const failure = await failureOf(rung);
    if (failure === null) return rung;
    failures.push(`${rung.name}: ${failure}`);
  }
  throw new SandboxUnavailable(
    `Bubblewrap cannot confine anything here (${failures.join('; ')}): allow user namespaces with ` +
      `${OPEN_NAMESPACES}, run as root, allow sudo without a password, or ask for --sandbox none.`,
  );
}

async function failureOf(rung: Sandbox): Promise<string | null> {
  try {
    const escapes = await testSandbox(rung);
    return escapes.length === 0 ? null : `an agent could ${escapes.join(', ')}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
