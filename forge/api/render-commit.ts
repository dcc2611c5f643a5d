import type { Forge } from '../forge.ts';
import { isOwnSignature, isoOf, type Commit, type Stamp } from '../git/commit.ts';
import { identityByEmail, nodeIdOf } from '../identities.ts';
import type { Json } from '../json.ts';
import type { Repository } from '../repository.ts';
import { renderUser } from '../truth/user.ts';

/** https://docs.github.com/rest/commits/commits: the reasons. No user of the forge has uploaded a key. */
function renderVerification(forge: Forge, commit: Commit): Json {
  const { signature, payload } = commit;
  if (signature === undefined) {
    return { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };
  }
  const isOwn = isOwnSignature(commit, forge.signingKey);
  return {
    verified: isOwn,
    reason: isOwn ? 'valid' : 'unknown_key',
    signature,
    payload,
    verified_at: isOwn ? isoOf(commit.committer) : null,
  };
}

function renderStamp(stamp: Stamp): Json {
  return { name: stamp.name, email: stamp.email, date: isoOf(stamp) };
}

function nodeId(commit: Commit): string {
  return nodeIdOf(`Commit${commit.oid.slice(0, 8)}`, Number.parseInt(commit.oid.slice(0, 6), 16));
}

/** GitHub's `git-commit`. */
export function renderGitCommit(forge: Forge, repository: Repository, commit: Commit): Json {
  const api = `${forge.url}/repos/${repository.fullName}/git`;
  const page = `${forge.url}/${repository.fullName}/commit`;
  return {
    sha: commit.oid,
    node_id: nodeId(commit),
    url: `${api}/commits/${commit.oid}`,
    html_url: `${page}/${commit.oid}`,
    author: renderStamp(commit.author),
    committer: renderStamp(commit.committer),
    tree: { sha: commit.tree, url: `${api}/trees/${commit.tree}` },
    message: commit.message.trimEnd(),
    parents: commit.parents.map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${page}/${sha}` })),
    verification: renderVerification(forge, commit),
  };
}

/** GitHub's `commit`, as in lists, comparisons and pull requests. */
export function renderCommitItem(forge: Forge, repository: Repository, commit: Commit): Json {
  const api = `${forge.url}/repos/${repository.fullName}`;
  const page = `${forge.url}/${repository.fullName}/commit`;
  const person = (stamp: Stamp) => {
    const identity = identityByEmail(stamp.email);
    return identity === undefined ? null : renderUser(forge, identity);
  };
  return {
    sha: commit.oid,
    node_id: nodeId(commit),
    commit: {
      author: renderStamp(commit.author),
      committer: renderStamp(commit.committer),
      message: commit.message.trimEnd(),
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.oid}`,
      comment_count: 0,
      verification: renderVerification(forge, commit),
    },
    url: `${api}/commits/${commit.oid}`,
    html_url: `${page}/${commit.oid}`,
    comments_url: `${api}/commits/${commit.oid}/comments`,
    author: person(commit.author),
    committer: person(commit.committer),
    parents: commit.parents.map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${page}/${sha}` })),
  };
}
