import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Limits, Resource } from './sandbox.ts';

/** A look costs the reading of two small files as long as the whole machine has less than the limits. */
const lookMs = 100;
/** How much longer than a look the pause after it is: one on a machine full of processes takes milliseconds. */
const restFactor = 10;
/** Longest pause, whatever a look took: a command can make it slow, and must gain no time by that. */
const longestRestMs = 1000;
/** How many processes are read before others of us have their turn. */
const atOnce = 256;

/**
 * Tells `exceed` once which limit is passed by the process `root` and all that comes from it together. Of memory no limit of
 * the kernel's own will do without control groups: those of a process count what it has reserved, and programs built
 * with a sanitizer reserve terabytes. What several hold together (a fork, a library) counts once. As the kernel
 * does, it counts each thread as a process.
 */
export function watch(
  root: number,
  limits: Pick<Limits, 'processes' | 'totalMemoryBytes'>,
  exceed: (what: Resource) => void,
): Disposable {
  const { processes = Infinity, totalMemoryBytes = Infinity } = limits;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const look = async (): Promise<void> => {
    const startedAt = performance.now();
    const what = await findExceeded(root, processes, totalMemoryBytes);
    if (isOver) return;
    if (what !== null) exceed(what);
    else rest(restAfter(performance.now() - startedAt));
  };
  const rest = (ms: number) => {
    timer = setTimeout(() => void look(), ms).unref();
  };
  if (processes < Infinity || totalMemoryBytes < Infinity) rest(lookMs);
  return {
    [Symbol.dispose]() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}

/** Milliseconds from a look that took so many to the next. */
export function restAfter(lookedMs: number): number {
  return Math.min(Math.max(lookMs, restFactor * lookedMs), longestRestMs);
}

async function findExceeded(root: number, processes: number, bytes: number): Promise<Resource | null> {
  const isCrowded = processes < Infinity && (await threadsOfMachine()) > processes;
  const isFull = bytes < Infinity && (await usedByMachine()) > bytes;
  if (!isCrowded && !isFull) return null;
  const found = await readTree(root);
  if (isCrowded && sum(found.map(({ threads }) => threads)) > processes) return 'processes';
  return isFull && (await heldBy(found, bytes)) > bytes ? 'memory' : null;
}

/** Infinite where the machine does not tell. */
async function usedByMachine(): Promise<number> {
  const text = await read('meminfo');
  const of = (field: string): number => bytesIn(text, field);
  return of('MemTotal') === 0
    ? Infinity
    : of('MemTotal') - of('MemAvailable') + of('SwapTotal') - of('SwapFree');
}

/** The fourth field: those that run, and all. Infinite where the machine does not tell, or says none. */
async function threadsOfMachine(): Promise<number> {
  return Number(/\/(\d+) /.exec(await read('loadavg'))?.[1]) || Infinity;
}

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly session: number;
  readonly threads: number;
}

/** All that descends from `root` or is still in its session, as what a parent has left behind is. */
async function readTree(root: number): Promise<Process[]> {
  const names = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const all: Process[] = [];
  for (const [index, name] of names.entries()) {
    // All of them at the same time would take every descriptor we may have, and the rest would count as ended.
    if (index % atOnce === atOnce - 1) await nextTurn();
    const one = readProcess(name);
    if (one !== null) all.push(one);
  }
  const children = Map.groupBy(all, ({ parent }) => parent);
  const tree = new Set(all.filter(({ id, session }) => id === root || session === root));
  for (const { id } of tree) for (const child of children.get(id) ?? []) tree.add(child);
  return [...tree];
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; the second field, a name, may hold anything. */
function readProcess(name: string): Process | null {
  const text = readNow(`${name}/stat`);
  // From the third field on.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3]);
  if (fields.length < 18) return null;
  return { id: Number(name), parent: field(4), session: field(6), threads: field(20) };
}

/** What they hold together; exact only where that is more than `enough`. */
async function heldBy(tree: readonly Process[], enough: number): Promise<number> {
  // What is shared counts in each.
  const most = sum(tree.map(atMost));
  if (most <= enough) return most;
  let held = 0;
  for (const one of tree) {
    const text = await read(`${one.id}/smaps_rollup`);
    // A launcher that is another user's does not tell, nor does what has ended since.
    held += text === '' ? atMost(one) : bytesIn(text, 'Pss') + bytesIn(text, 'SwapPss');
    if (held > enough) break;
  }
  return held;
}

function atMost({ id }: Process): number {
  const text = readNow(`${id}/status`);
  return bytesIn(text, 'VmRSS') + bytesIn(text, 'VmSwap');
}

/** What has ended meanwhile holds nothing. */
async function read(name: string): Promise<string> {
  return await readFile(`/proc/${name}`, 'latin1').catch(() => '');
}

/** As {@link read}, of what the kernel has at hand: a fraction of what it costs to wait for it. */
function readNow(name: string): string {
  try {
    return readFileSync(`/proc/${name}`, 'latin1');
  } catch {
    return '';
  }
}

function bytesIn(text: string, field: string): number {
  return 1024 * Number(new RegExp(`^${field}:\\s*(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
