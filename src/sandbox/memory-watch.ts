import { readdir, readFile } from 'node:fs/promises';

/** A look costs the reading of one small file as long as the whole machine uses less than the limit. */
const lookMs = 100;
/** How much longer than a look the pause after it is: one on a machine full of processes takes milliseconds. */
const restFactor = 10;

/**
 * Calls `exceed` once when the process `root` and all that descend from it hold more than `most` bytes together. No limit
 * of the kernel's own will do without control groups: those of a process count what it has reserved, and programs built
 * with a sanitizer reserve terabytes. What several hold together (a fork, a library) counts once.
 */
export function watchMemory(root: number, most: number, exceed: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const look = async (): Promise<void> => {
    const startedAt = performance.now();
    const isExceeded = (await usedByMachine()) > most && (await usedByTree(root, most)) > most;
    if (isOver) return;
    if (isExceeded) exceed();
    else rest(Math.max(lookMs, restFactor * (performance.now() - startedAt)));
  };
  const rest = (ms: number) => {
    timer = setTimeout(() => void look(), ms).unref();
  };
  rest(lookMs);
  return {
    [Symbol.dispose]() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}

async function usedByMachine(): Promise<number> {
  const text = await read('meminfo');
  return bytesIn(text, 'MemTotal') - bytesIn(text, 'MemAvailable');
}

async function usedByTree(root: number, most: number): Promise<number> {
  const names = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const texts = await Promise.all(names.map(async (name) => [name, await read(`${name}/status`)] as const));
  const children = new Map<string, string[]>();
  const resident = new Map<string, number>();
  for (const [name, text] of texts) {
    const parent = /^PPid:\s*(\d+)$/m.exec(text)?.[1] ?? '';
    children.set(parent, [...(children.get(parent) ?? []), name]);
    resident.set(name, bytesIn(text, 'VmRSS') + bytesIn(text, 'VmSwap'));
  }
  const tree = [`${root}`];
  for (const name of tree) tree.push(...(children.get(name) ?? []));
  const residentBytes = (name: string) => resident.get(name) ?? 0;
  // More than it can be: what is shared counts in each.
  const atMost = sum(tree.map(residentBytes));
  if (atMost <= most) return atMost;
  const shares = tree.map(async (name) => {
    const text = await read(`${name}/smaps_rollup`);
    // A launcher that is another user's does not tell.
    return text === '' ? residentBytes(name) : bytesIn(text, 'Pss') + bytesIn(text, 'SwapPss');
  });
  return sum(await Promise.all(shares));
}

/** What has ended meanwhile holds nothing. */
async function read(name: string): Promise<string> {
  return await readFile(`/proc/${name}`, 'latin1').catch(() => '');
}

function bytesIn(text: string, field: string): number {
  return 1024 * Number(new RegExp(`^${field}:\\s*(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
