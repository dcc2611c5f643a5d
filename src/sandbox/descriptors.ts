import { readdirSync, readFileSync } from 'node:fs';

const closeOnExec = 0o2000000;
let inherited: readonly number[] | undefined;

/**
 * Descriptors beyond the standard three that a child would inherit. Node opens its own close-on-exec; these are what
 * whoever started us left open, and nothing for an agent: a pipe to a terminal, a lock, somebody's log. Looked for once.
 */
export function leakyDescriptors(): readonly number[] {
  inherited ??= findLeaky();
  return inherited;
}

function findLeaky(): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc/self/fdinfo')
    .map(Number)
    .filter((descriptor) => descriptor > 2 && !closesOnExec(descriptor));
}

function closesOnExec(descriptor: number): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1'))?.[1];
    return (Number.parseInt(flags ?? '0', 8) & closeOnExec) !== 0;
  } catch {
    // Closed meanwhile: it was the one the directory was read with.
    return true;
  }
}
