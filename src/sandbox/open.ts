import { findBwrap, rootBwrap, userBwrap } from './bwrap.ts';
import { parseFeatures } from './bwrap-profile.ts';
import { none } from './none.ts';
import { SandboxUnavailable, type Sandbox } from './sandbox.ts';
import { testSandbox } from './self-test.ts';

export type SandboxChoice = 'auto' | 'bwrap' | 'none';

let strongest: Promise<Sandbox> | undefined;

/**
 * The strongest rung that withstands its self-test, found once per process; `none` only for who asks for it by name.
 * Throws {@link SandboxUnavailable} with the remedy.
 */
export async function openSandbox(choice: SandboxChoice): Promise<Sandbox> {
  if (choice === 'none') return none;
  // Every rung there is today is a bubblewrap, so both words mean the same ladder.
  strongest ??= climb();
  try {
    return await strongest;
  } catch (error) {
    // What failed may be mended while a service runs on.
    strongest = undefined;
    throw error;
  }
}

async function climb(): Promise<Sandbox> {
  const bwrap = process.platform === 'linux' ? await findBwrap(parseFeatures) : null;
  if (bwrap === null) {
    const remedy =
      process.platform === 'linux'
        ? 'install it with: apt-get install -y bubblewrap'
        : 'it is for Linux only, so run Wholly there';
    throw new SandboxUnavailable(
      `There is no sandbox here because bubblewrap is missing: ${remedy}; or ask for --sandbox none.`,
    );
  }
  return await strongestOf([userBwrap(bwrap), ...(process.geteuid?.() === 0 ? [rootBwrap(bwrap)] : [])]);
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
      'sysctl kernel.apparmor_restrict_unprivileged_userns=0 (as root), run as root, or ask for --sandbox none.',
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
