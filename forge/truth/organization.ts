import type { Forge } from '../forge.ts';
import { nodeIdOf, ORGANIZATION, ORGANIZATION_ID } from '../identities.ts';
import type { Json } from '../json.ts';

/** The organization as a `simple-user`: emulate leaves ten addresses out where it owns something. */
export function renderOrganization(forge: Forge): Json {
  const api = `${forge.url}/users/${ORGANIZATION}`;
  return {
    login: ORGANIZATION,
    id: ORGANIZATION_ID,
    node_id: nodeIdOf('Organization', ORGANIZATION_ID),
    avatar_url: `${forge.url}/avatars/u/${ORGANIZATION_ID}`,
    gravatar_id: '',
    url: api,
    html_url: `${forge.url}/${ORGANIZATION}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: 'Organization',
    site_admin: false,
    user_view_type: 'public',
  };
}

export function correctOrganization(forge: Forge, value: Json): void {
  if (value['login'] !== ORGANIZATION) return;
  if ('is_verified' in value) correctProfile(value);
  else Object.assign(value, renderOrganization(forge));
}

/** GitHub leaves out of a profile what nobody has filled in. */
function correctProfile(value: Json): void {
  for (const key of Object.keys(value)) if (value[key] === null && key !== 'description') delete value[key];
  Object.assign(value, {
    id: ORGANIZATION_ID,
    node_id: nodeIdOf('Organization', ORGANIZATION_ID),
    archived_at: null,
  });
}

/** `target_id` is missing, and the account is half of one. */
export function correctInstallation(forge: Forge, value: Json): void {
  Object.assign(value, { target_id: ORGANIZATION_ID, account: renderOrganization(forge) });
}
