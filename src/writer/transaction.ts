import { basename } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { createFile, readAll, syncFile, withRegular, writeAll } from './bytes.ts';
import type { Files } from './files.ts';
import type { JournalFolder } from './journal-folder.ts';
import type { Directory } from './pinned.ts';
import { formatPlan, parsePlan, type Plan } from './plan.ts';
import type { Tree } from './tree.ts';

/**
 * One landing: its private directory with the staged files `n<i>`, the old ones `o<i>` and the journal. The journal's name is the
 * state; every change of it is one rename.
 *
 * - `plan`, or none: nothing in the target was touched. Recovery throws all of it away.
 * - `prepared`: decided. Recovery goes forward.
 * - `undoing`: decided to go back. Recovery goes back.
 * - `done`: landed and, where asked for, durable. Recovery only clears up.
 */
export interface Transaction {
  readonly files: Files;
  readonly tree: Tree;
  readonly directory: Directory;
  readonly plan: Plan;
}

export type State = 'plan' | 'prepared' | 'undoing' | 'done';

const states: readonly State[] = ['done', 'undoing', 'prepared', 'plan'];

export function stagedName(index: number): string {
  return `n${index}`;
}

export function oldName(index: number): string {
  return `o${index}`;
}

/** Nothing is durable yet after this. */
export function writePlan(files: Files, directory: Directory, plan: Plan): void {
  createFile(files, directory.at('plan'), 0o600, (fd) => writeAll(files, fd, Buffer.from(formatPlan(plan))));
}

/** The one step that decides, durable when it returns (with durability `power`). */
export function decide({ files, directory, plan }: Transaction, from: State, to: State): void {
  files.rename(directory.at(from), directory.at(to));
  if (plan.durability === 'power') directory.sync();
}

export function readState(files: Files, directory: Directory): State | undefined {
  return states.find((state) => files.lstat(directory.at(state)) !== undefined);
}

/** `undefined` where the journal is torn. */
export function readPlan(files: Files, directory: Directory, state: State): Plan | undefined {
  return withRegular(files, directory.at(state), (fd, stat) =>
    parsePlan(Buffer.from(readAll(files, fd, Number(stat.size))).toString('utf8')),
  );
}

/** Up to this many files one sync each is faster than the one call for the whole file system, which is a process. */
const fewFiles = 32;

/** Everything staged, the way to it and the journal. */
export function makeDurable(files: Files, folder: JournalFolder, directory: Directory, plan: Plan): void {
  const staged = plan.entries.flatMap((entry, index) =>
    entry.act === 'delete' || entry.new.link ? [] : [stagedName(index)],
  );
  if (staged.length > fewFiles && files.syncFileSystem(directory.path)) return;
  for (const name of [...staged, 'plan']) syncFile(files, directory.at(name));
  directory.sync();
  folder.sync();
}

/** Takes the transaction's directory away, the journal last: what is half removed is still one of the states. */
export async function discard(files: Files, folder: JournalFolder, directory: Directory): Promise<void> {
  const names = files.readdir(directory.at('.'));
  const ordered = [...names.filter((name) => !isState(name)), ...names.filter(isState)];
  for (const [index, name] of ordered.entries()) {
    if (index % 128 === 127) await turn();
    files.unlink(directory.at(name));
  }
  files.rmdir(folder.directory.at(basename(directory.path)));
}

function isState(name: string): boolean {
  return states.some((state) => state === name);
}
