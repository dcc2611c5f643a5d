import { randomBytes } from 'node:crypto';
import { notFound, type Answer } from '../answer.ts';
import { param, type Call } from '../call.ts';
import type { Forge } from '../forge.ts';
import { APP, nodeIdOf } from '../identities.ts';
import { isJson, textAt, textsAt, type Json } from '../json.ts';
import { renderOrganization } from '../truth/organization.ts';
import { now } from '../now.ts';

/**
 * Creating an App from a manifest (https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest):
 * the page at /settings/apps/new keeps the manifest and redirects with a code; the code is good once.
 */
export function keepManifest(forge: Forge, manifest: Json): string {
  const code = randomBytes(20).toString('hex');
  forge.manifests.set(code, manifest);
  return code;
}

/** What comes back are the credentials of the App that the forge has, whatever the manifest called it. */
export function convertManifest(call: Call): Answer {
  const code = param(call, 'code');
  const manifest = call.forge.manifests.get(code);
  if (manifest === undefined) throw notFound();
  call.forge.manifests.delete(code);
  const at = now();
  return {
    status: 201,
    json: {
      id: APP.id,
      slug: APP.slug,
      node_id: nodeIdOf('App', APP.id),
      owner: renderOrganization(call.forge),
      name: textAt(manifest, 'name') ?? APP.name,
      description: textAt(manifest, 'description') ?? null,
      external_url: textAt(manifest, 'url') ?? call.forge.url,
      html_url: `${call.forge.url}/apps/${APP.slug}`,
      created_at: at,
      updated_at: at,
      permissions: isJson(manifest['default_permissions'])
        ? manifest['default_permissions']
        : APP.permissions,
      events: textsAt(manifest, 'default_events'),
      client_id: `Iv23${randomBytes(8).toString('hex')}`,
      client_secret: randomBytes(20).toString('hex'),
      webhook_secret: call.forge.webhookSecret,
      pem: call.forge.privateKey,
    },
  };
}
