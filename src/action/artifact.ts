import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';

/** A bundle of its own (`dist/artifact.js`), larger than all the rest and loaded by few runs. It reads the environment of the process. */
const client = new DefaultArtifactClient();

/** Puts every file below a directory into an artifact of this run, in the place of one of the same name; none makes none. */
export async function uploadArtifact(name: string, directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  if (files.length === 0) return;
  try {
    await client.uploadArtifact(name, files, directory);
  } catch (error) {
    // An earlier attempt of this run, or an earlier step of it, has left one; what is here holds all of that.
    if (!(error instanceof Error) || !error.message.includes('(409)')) throw error;
    await client.deleteArtifact(name);
    await client.uploadArtifact(name, files, directory);
  }
}

/** Unpacks an artifact of any run of the repository into a directory. */
export async function downloadArtifact(
  id: number,
  directory: string,
  { owner, name, token }: { readonly owner: string; readonly name: string; readonly token: string },
): Promise<void> {
  await client.downloadArtifact(id, {
    path: directory,
    findBy: { token, repositoryOwner: owner, repositoryName: name, workflowRunId: 0 },
  });
}
