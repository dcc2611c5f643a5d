import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSigner, type Signer } from './signer.ts';

/**
 * A signer for a key that comes as text, in `WHOLLY_SIGNING_KEY`: OpenSSH reads keys from files only, so it lies in a
 * private one, in a directory that the caller opens and takes away. `null` where the variable is not set.
 */
export async function openEnvironmentSigner(
  environment: Readonly<Record<string, string>>,
  openDirectory: () => Promise<string>,
): Promise<Signer | null> {
  const { WHOLLY_SIGNING_KEY: key = '' } = environment;
  if (key.trim() === '') return null;
  const directory = await openDirectory();
  const file = join(directory, 'key');
  await writeFile(file, `${key.trim()}\n`, { mode: 0o600, flag: 'wx' });
  return openSigner({ file, environment, scratch: directory });
}
