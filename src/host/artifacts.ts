import { z } from 'zod';
import { statusOf, type Api } from './api.ts';

/** An artifact of an earlier run of the very workflow that asks. */
export interface Artifact {
  readonly id: number;
  /** `sha256:` and 64 hexadecimal digits of the archive, where the host tells. */
  readonly digest: string | null;
  /** The run that left it, and when that began: ISO 8601. */
  readonly run: { readonly id: number; readonly startedAt: string };
}

/** Why what earlier runs kept cannot be looked for. */
export class ArtifactsUnreadable extends Error {
  override readonly name = 'ArtifactsUnreadable';
  readonly code = 'EARTIFACTS';
}

/** The file of a workflow, as in `.github/workflows/bot.yml`, out of `GITHUB_WORKFLOW_REF`. */
export function parseWorkflowPath(ref: string): string | null {
  return /^[^/]+\/[^/]+\/([^@]+)@/.exec(ref)?.[1] ?? null;
}

/**
 * The artifacts of that name which the same workflow file has left in runs on commits of this very repository, newest first.
 * Anybody can have a run upload what they like under any name, by a pull request from a fork or through a workflow that
 * builds strangers' code; such a run is of another repository or of another file.
 * Of those with the right name `most`, 100 at the most, are looked at (all others would be somebody's who floods the list),
 * and none that is from before `since`, in milliseconds since 1970.
 * https://docs.github.com/actions/reference/security/secure-use#mitigating-the-risks-of-untrusted-code-checkout
 */
export async function* findArtifacts(
  api: Api,
  repository: { readonly id: number; readonly owner: string; readonly name: string },
  name: string,
  workflow: string,
  { most, since }: { readonly most: number; readonly since: number },
): AsyncGenerator<Artifact, void> {
  const place = { owner: repository.owner, repo: repository.name };
  try {
    const { data } = await api.request('GET /repos/{owner}/{repo}/actions/artifacts', {
      ...place,
      name,
      per_page: most,
    });
    const { artifacts } = artifactsShape.parse(data);
    const ours = artifacts.filter(
      ({ expired, created_at: createdAt, workflow_run: run }) =>
        !expired &&
        !(Date.parse(createdAt ?? '') <= since) &&
        run?.repository_id === repository.id &&
        run.head_repository_id === repository.id,
    );
    for (const { id, digest = null, workflow_run: run } of ours.toSorted((a, b) => b.id - a.id)) {
      const { data: told } = await api.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', {
        ...place,
        run_id: run?.id,
      });
      // A path may say at which ref the file was read.
      const { id: runId, path, created_at: startedAt } = runShape.parse(told);
      if (path.split('@')[0] === workflow) yield { id, digest, run: { id: runId, startedAt } };
    }
  } catch (cause) {
    const status = statusOf(cause);
    if (status !== 403 && status !== 404) throw cause;
    throw new ArtifactsUnreadable('the token of this workflow has no permission `actions: read`', { cause });
  }
}

const artifactsShape = z.object({
  artifacts: z.array(
    z.object({
      id: z.number(),
      expired: z.boolean(),
      created_at: z.iso.datetime().nullable(),
      digest: z.string().nullish(),
      workflow_run: z
        .object({ id: z.number(), repository_id: z.number(), head_repository_id: z.number() })
        .nullish(),
    }),
  ),
});

const runShape = z.object({ id: z.number(), path: z.string(), created_at: z.iso.datetime() });
