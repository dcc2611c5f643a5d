import { lstat } from 'node:fs/promises';

export interface DirectoryIdentity {
  readonly device: bigint;
  readonly inode: bigint;
}

/** Of a directory that is none by a link. */
export async function identify(directory: string): Promise<DirectoryIdentity> {
  const stats = await lstat(directory, { bigint: true }).catch(() => null);
  if (stats?.isDirectory() !== true) throw new CheckoutReplaced(directory);
  return { device: stats.dev, inode: stats.ino };
}

/** Throws `CheckoutReplaced` unless the very directory still stands there. */
export async function requireIdentity(
  directory: string,
  { device, inode }: DirectoryIdentity,
): Promise<void> {
  const now = await identify(directory);
  if (now.device !== device || now.inode !== inode) throw new CheckoutReplaced(directory);
}

/** Where a checkout was stands something else: what is behind it may be anybody's. */
export class CheckoutReplaced extends Error {
  override readonly name = 'CheckoutReplaced';
  readonly code = 'ECHECKOUT';

  constructor(directory: string) {
    super(`the checkout ${directory} was moved away or replaced`);
  }
}
