import { lstatSync, readdirSync } from 'node:fs';
import { bytesOf, joined, nameOf } from './byte-path.ts';
import type { CheckedOutFile, CheckedOutFiles } from './checked-out-files.ts';
import { requireFileError } from './file-error.ts';

/** What an overlay's upper directory tells of one directory of the tree. Names are byte strings. */
export interface Touched {
  /** Of what was checked out, nothing with another name was touched. */
  readonly names: ReadonlySet<string>;
  /** All that can differ: names that are there, and what was checked out under any; `null` where the tree has to be listed. */
  readonly told: Told | null;
}

interface Told {
  readonly shown: readonly string[];
  readonly checkedOut: ReadonlyMap<string, CheckedOutFile | null>;
}

/** An overlay as the agent has left it, and where it keeps what was changed. */
export interface Overlaid {
  readonly directory: string;
  readonly upper: string;
  readonly files: CheckedOutFiles;
}

/** `null` where the upper directory does not tell, as of one that was never touched. */
export function readTouched(overlaid: Overlaid, parent: string): Touched | null {
  try {
    const names = readdirSync(bytesOf(overlaid.upper, parent), 'latin1').sort();
    return { names: new Set(names), told: readTold(overlaid, parent, names) };
  } catch (error) {
    requireFileError(error);
    return null;
  }
}

/**
 * Saves a listing, which an overlay is slow to make. One name that was checked out and the upper directory lacks tells of all
 * such: either they show through, or none does. What is in the upper directory, does not show and was not checked out is a
 * mark of the overlay, and may be about any other name.
 */
function readTold(overlaid: Overlaid, parent: string, names: readonly string[]): Told | null {
  const { directory, files } = overlaid;
  const checkedOut = new Map<string, CheckedOutFile | null>();
  const shown: string[] = [];
  try {
    if (!showsThrough(overlaid, parent, new Set(names))) return null;
    for (const name of names) {
      const path = joined(parent, name);
      const tracked = files.find(path);
      const isThere = stands(directory, path);
      if (tracked !== undefined) checkedOut.set(name, tracked);
      else if (!isThere) return null;
      if (isThere) shown.push(name);
    }
    return { shown, checkedOut };
  } catch (error) {
    requireFileError(error);
    return null;
  }
}

function showsThrough({ directory, files }: Overlaid, parent: string, touched: ReadonlySet<string>): boolean {
  for (const [name] of files.listIn(parent)) {
    if (!touched.has(name)) return stands(directory, joined(parent, name));
  }
  return false;
}

function stands(directory: string, path: string): boolean {
  return lstatSync(nameOf(directory, path), { throwIfNoEntry: false }) !== undefined;
}
