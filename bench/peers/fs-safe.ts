import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const entry = `${here}node_modules/@openclaw/fs-safe/dist/index.js`;

/** The one call of @openclaw/fs-safe that is measured. */
interface FsSafe {
  write(path: string, text: string): Promise<void>;
}

/** Installed on demand, since not all of its platform packages lock; `null` where it cannot be had. */
export async function openFsSafe(root: string): Promise<FsSafe | null> {
  if (!existsSync(entry)) {
    spawnSync('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: here,
      stdio: 'ignore',
    });
  }
  if (!existsSync(entry)) {
    console.log('  SKIPPED: @openclaw/fs-safe could not be installed, so it is not measured.');
    return null;
  }
  const library: { root(directory: string): Promise<FsSafe> } = await import(entry);
  return await library.root(root);
}
