import { keepManifest } from '../api/manifest.ts';
import type { Answer } from '../answer.ts';
import type { Forge } from '../forge.ts';
import { isJson, parseJson, textAt } from '../json.ts';

/** The form that Probot's set-up page posts to /settings/apps/new; "yes" is taken for granted. */
export function createAppFromManifest(forge: Forge, body: Buffer, state: string | null): Answer {
  const manifest = parseJson(new URLSearchParams(body.toString()).get('manifest') ?? '');
  const back = textAt(manifest, 'redirect_url');
  if (!isJson(manifest) || back === undefined || !URL.canParse(back)) {
    return {
      status: 422,
      headers: { 'content-type': 'text/plain' },
      bytes: Buffer.from('No manifest, or no redirect_url'),
    };
  }
  const target = new URL(back);
  target.searchParams.set('code', keepManifest(forge, manifest));
  if (state !== null) target.searchParams.set('state', state);
  return { status: 302, headers: { location: target.href } };
}
