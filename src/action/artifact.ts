import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';

/** A bundle of its own (`dist/artifact.js`), larger than all the rest and loaded by few runs. It reads the environment of the process. */
const client = new DefaultArtifactClient();

/**
 * Puts every file below a directory into an artifact of this run; none makes none. False where this run has one of that
 * name, from an earlier attempt or another job or step of it. Without `keep` it stays as long as the repository says.
 */
export async function uploadArtifact(
  name: string,
  directory: string,
  keep?: { readonly days: number },
): Promise<boolean> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  if (files.length === 0) return true;
  try {
    await client.uploadArtifact(name, files, directory, {
      ...(keep !== undefined && { retentionDays: keep.days }),
    });
    return true;
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('(409)')) throw error;
    return false;
  }
}

/** The same in the place of the one of that name, of which nothing is left then. */
export async function replaceArtifact(name: string, directory: string): Promise<void> {
  await client.deleteArtifact(name);
  await uploadArtifact(name, directory);
}

/** Unpacks an artifact of this very run, which takes no permission. */
export async function downloadOwnArtifact(name: string, directory: string): Promise<void> {
  const { artifact } = await client.getArtifact(name);
  await download(artifact, { path: directory });
}

/** Unpacks an artifact of any run of the repository into a directory. */
export async function downloadArtifact(
  artifact: { readonly id: number; readonly digest?: string | null | undefined },
  directory: string,
  { owner, name, token }: { readonly owner: string; readonly name: string; readonly token: string },
): Promise<void> {
  await download(artifact, {
    path: directory,
    findBy: { token, repositoryOwner: owner, repositoryName: name, workflowRunId: 0 },
  });
}

/** What came here is not what somebody left. */
export class ArtifactDamaged extends Error {
  override readonly name = 'ArtifactDamaged';
  readonly code = 'EARTIFACT';
}

/** A part of an archive unpacks without a word, and what it lacks would be missing from the next artifact too. */
async function download(
  { id, digest }: { readonly id: number; readonly digest?: string | null | undefined },
  options: Parameters<typeof client.downloadArtifact>[1],
): Promise<void> {
  const { digestMismatch } = await client.downloadArtifact(id, {
    ...options,
    ...(digest != null && { expectedHash: digest }),
  });
  if (digestMismatch === true) throw new ArtifactDamaged(`the artifact ${id} did not come whole`);
}
