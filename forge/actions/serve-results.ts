import type { IncomingHttpHeaders } from 'node:http';
import { ok, type Answer } from '../answer.ts';
import type { Forge } from '../forge.ts';
import { isJson, parseJson, textAt, type Json } from '../json.ts';
import type { Artifact } from './artifact.ts';
import { addArtifact, blobUrl } from './artifacts.ts';
import type { WorkflowRun } from './run.ts';

const SERVICE = '/twirp/github.actions.results.api.v1.ArtifactService/';

export function isResults(path: string): boolean {
  return path.startsWith(SERVICE);
}

interface Asked {
  readonly forge: Forge;
  readonly run: WorkflowRun;
  readonly body: Json;
}

/**
 * The service that runners upload to, which no documentation describes: methods and fields are those of the client in
 * actions/toolkit (`packages/artifact/src/generated`), the errors Twirp's (https://twitchtv.github.io/twirp/docs/errors.html).
 */
export function serveResults(
  forge: Forge,
  { path, headers, body }: { path: string; headers: IncomingHttpHeaders; body: Buffer },
): Answer {
  const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  const run = [...forge.runs.values()].find(({ runtimeToken }) => runtimeToken === token);
  if (run === undefined) return error(401, 'unauthenticated', 'authentication failed');
  const method = METHODS[path.slice(SERVICE.length)];
  const parsed = parseJson(body.toString());
  if (method === undefined || !isJson(parsed)) return error(404, 'bad_route', `no handler for ${path}`);
  if (textAt(parsed, 'workflow_run_backend_id') !== run.backendId)
    return error(403, 'permission_denied', 'this token is of another run');
  return method({ forge, run, body: parsed });
}

const METHODS: Readonly<Record<string, (asked: Asked) => Answer>> = {
  CreateArtifact({ forge, run, body }) {
    const name = textAt(body, 'name') ?? '';
    if (find(forge, run, name) !== undefined)
      return error(409, 'already_exists', 'an artifact with this name already exists on the workflow run');
    const artifact = addArtifact(forge, run, name, textAt(body, 'mime_type') ?? 'application/zip');
    return ok({ ok: true, signed_upload_url: blobUrl(forge, artifact) });
  },
  FinalizeArtifact({ forge, run, body }) {
    const artifact = find(forge, run, textAt(body, 'name') ?? '');
    if (artifact === undefined) return error(404, 'not_found', 'no such artifact');
    if (Number(textAt(body, 'size')) !== artifact.bytes.length)
      return error(400, 'invalid_argument', 'the size is another');
    artifact.digest = textAt(body, 'hash') ?? null;
    artifact.isFinal = true;
    return ok({ ok: true, artifact_id: String(artifact.id) });
  },
  ListArtifacts({ forge, run, body }) {
    const name = textAt(body, 'name_filter');
    const id = textAt(body, 'id_filter');
    const artifacts = forge.artifacts.filter(
      (one) =>
        one.run === run &&
        one.isFinal &&
        (name === undefined || one.name === name) &&
        (id === undefined || String(one.id) === id),
    );
    return ok({
      artifacts: artifacts.map((one) => ({
        workflow_run_backend_id: run.backendId,
        workflow_job_run_backend_id: run.jobBackendId,
        database_id: String(one.id),
        name: one.name,
        size: String(one.bytes.length),
        created_at: one.createdAt,
        digest: one.digest,
      })),
    });
  },
  GetSignedArtifactURL({ forge, run, body }) {
    const artifact = find(forge, run, textAt(body, 'name') ?? '');
    if (artifact === undefined || !artifact.isFinal) return error(404, 'not_found', 'no such artifact');
    return ok({ signed_url: blobUrl(forge, artifact) });
  },
  DeleteArtifact({ forge, run, body }) {
    const artifact = find(forge, run, textAt(body, 'name') ?? '');
    if (artifact === undefined) return error(404, 'not_found', 'no such artifact');
    forge.artifacts.splice(forge.artifacts.indexOf(artifact), 1);
    return ok({ ok: true, artifact_id: String(artifact.id) });
  },
};

function find(forge: Forge, run: WorkflowRun, name: string): Artifact | undefined {
  return forge.artifacts.find((one) => one.run === run && one.name === name);
}

function error(status: number, code: string, msg: string): Answer {
  return { status, json: { code, msg } };
}
