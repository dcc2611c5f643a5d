import { randomBytes } from 'node:crypto';
import type { Forge } from '../forge.ts';
import type { Json } from '../json.ts';
import { now } from '../now.ts';
import type { Artifact } from './artifact.ts';
import type { WorkflowRun } from './run.ts';
import { repositoryId } from './runs.ts';

export function addArtifact(forge: Forge, run: WorkflowRun, name: string, mimeType: string): Artifact {
  const artifact: Artifact = {
    id: forge.nextId() + 1_000_000_000,
    run,
    name,
    mimeType,
    createdAt: now(),
    signature: randomBytes(24).toString('base64url'),
    blocks: new Map(),
    bytes: Buffer.alloc(0),
    digest: null,
    isFinal: false,
    isExpired: false,
  };
  forge.artifacts.push(artifact);
  return artifact;
}

/** Where the bytes are put and got; on GitHub another host, a container of Azure's blob storage. */
export function blobUrl(forge: Forge, { id, signature }: Artifact): string {
  return `${forge.url}/_blobs/artifacts/${id}?sig=${signature}`;
}

/** https://docs.github.com/rest/actions/artifacts#list-artifacts-for-a-repository */
export async function renderArtifact(forge: Forge, artifact: Artifact): Promise<Json> {
  const { id, run } = artifact;
  const url = `${forge.url}/repos/${run.repository.fullName}/actions/artifacts/${id}`;
  return {
    id,
    node_id: Buffer.from(`Artifact:${id}`).toString('base64'),
    name: artifact.name,
    size_in_bytes: artifact.bytes.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.isExpired,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: new Date(Date.parse(artifact.createdAt) + 90 * 86_400_000)
      .toISOString()
      .replace('.000Z', 'Z'),
    digest: artifact.digest,
    workflow_run: {
      id: run.id,
      repository_id: await repositoryId(forge, run.repository),
      head_repository_id: await repositoryId(forge, run.headRepository),
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  };
}
