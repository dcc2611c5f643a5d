import type { Forge } from '../forge.ts';
import { emailOf, identityOf, nodeIdOf, type Identity } from '../identities.ts';
import type { Json } from '../json.ts';

/** The `simple-user` of GitHub's API. */
export function renderUser(forge: Forge, identity: Identity): Json {
  const api = `${forge.url}/users/${encodeURIComponent(identity.login)}`;
  const slug = identity.login.replace(/\[bot\]$/, '');
  return {
    login: identity.login,
    id: identity.id,
    node_id: nodeIdOf(identity.type, identity.id),
    avatar_url: `${forge.url}/avatars/u/${identity.id}`,
    gravatar_id: '',
    url: api,
    html_url: identity.type === 'Bot' ? `${forge.url}/apps/${slug}` : `${forge.url}/${slug}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: identity.type,
    site_admin: false,
    user_view_type: 'public',
  };
}

/** emulate numbers users as they come and calls bots users. */
export function correctUser(forge: Forge, value: Json): void {
  const identity = typeof value['login'] === 'string' ? identityOf(value['login']) : undefined;
  if (identity === undefined) return;
  Object.assign(value, renderUser(forge, identity));
  if ('created_at' in value) {
    value['name'] = identity.name;
    value['email'] = identity.type === 'Bot' ? null : emailOf(identity);
  }
}
