import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSigner, type Signer } from './signer.ts';

/**
 * A signer for a key that comes as text, in `WHOLLY_SIGNING_KEY`: OpenSSH reads keys from files only, so it lies in a
 * private one until `cleanUp` is disposed. `null` where the variable is not set.
 */
export async function openEnvironmentSigner(
  environment: Readonly<Record<string, string>>,
  parent: string,
  cleanUp: AsyncDisposableStack,
): Promise<Signer | null> {
  const { WHOLLY_SIGNING_KEY: key = '' } = environment;
  if (key.trim() === '') return null;
  const directory = await mkdtemp(join(parent, 'wholly-key-'));
  cleanUp.defer(() => rm(directory, { recursive: true, force: true }));
  const file = join(directory, 'key');
  await writeFile(file, `${key.trim()}\n`, { mode: 0o600, flag: 'wx' });
  return openSigner({ file, environment, scratch: directory });
}
