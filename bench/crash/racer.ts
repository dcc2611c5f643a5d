import * as fs from 'node:fs';

/**
 * Swaps `path` against the symbolic link `link` and back, as fast as it can, until it is ended. What stood at `path` rests at
 * `away` in between.
 */
const [, , path = '', link = '', away = ''] = process.argv;
fs.writeSync(1, 'racing\n');
for (;;) {
  attempt(() => fs.renameSync(path, away));
  attempt(() => fs.renameSync(link, path));
  attempt(() => fs.renameSync(path, link));
  attempt(() => fs.renameSync(away, path));
}

/** The writer replaces what is swapped: a step that finds nothing to do is left out, and made good by a later one. */
function attempt(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}
