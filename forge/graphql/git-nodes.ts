import { isOwnSignature, isoOf, parseCommit, type Commit, type Stamp } from '../git/commit.ts';
import type { GitObject } from '../git/object-reader.ts';
import { readObject, readRef } from '../git/objects.ts';
import { identityByEmail, nodeIdOf } from '../identities.ts';
import type { Repository } from '../repository.ts';
import { renderActor } from './actor-node.ts';
import { connect, type Slice, type Viewing } from './viewing.ts';

export async function refNode(viewing: Viewing, repository: Repository, ref: string) {
  const { git } = viewing.forge;
  const oid = await readRef(git, repository.gitDir, ref);
  if (oid === undefined) return null;
  const prefix = /^refs\/(?:heads|tags)\//.exec(ref)?.[0] ?? 'refs/';
  return {
    __typename: 'Ref',
    id: nodeIdOf(`Ref:${repository.fullName}:${ref}:`, 0),
    name: ref.slice(prefix.length),
    prefix,
    target: () => objectNode(viewing, repository, oid),
    repository: () => viewing.repositoryNode(repository),
  };
}

export async function objectNode(viewing: Viewing, repository: Repository, name: string) {
  const object = await readObject(viewing.forge.git, repository.gitDir, name);
  if (object === undefined) return null;
  return object.type === 'commit'
    ? commitNode(viewing, repository, parseCommit(object.oid, object.bytes))
    : plainNode(object);
}

function plainNode({ oid, type, bytes }: GitObject) {
  const isBinary = bytes.includes(0);
  return {
    __typename: `${type.charAt(0).toUpperCase()}${type.slice(1)}`,
    id: nodeIdOf(`${type}:${oid}:`, 0),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    byteSize: bytes.length,
    isBinary,
    text: isBinary ? null : bytes.toString(),
  };
}

function person({ forge }: Viewing, stamp: Stamp) {
  const identity = identityByEmail(stamp.email);
  const user = identity?.type === 'User' ? renderActor(forge, identity) : null;
  return { name: stamp.name, email: stamp.email, date: isoOf(stamp), user };
}

export function commitNode(viewing: Viewing, repository: Repository, commit: Commit) {
  const { forge } = viewing;
  const [messageHeadline = '', ...rest] = commit.message.trimEnd().split('\n');
  const isOwn = isOwnSignature(commit, forge.signingKey);
  return {
    __typename: 'Commit',
    id: nodeIdOf(`Commit:${repository.fullName}:${commit.oid}:`, 0),
    oid: commit.oid,
    abbreviatedOid: commit.oid.slice(0, 7),
    url: `${forge.url}/${repository.fullName}/commit/${commit.oid}`,
    message: commit.message.trimEnd(),
    messageHeadline,
    messageBody: rest.join('\n').trim(),
    committedDate: isoOf(commit.committer),
    authoredDate: isoOf(commit.author),
    author: person(viewing, commit.author),
    committer: person(viewing, commit.committer),
    tree: () => objectNode(viewing, repository, commit.tree),
    parents: async (slice: Slice): Promise<unknown> =>
      connect(await Promise.all(commit.parents.map((oid) => objectNode(viewing, repository, oid))), slice),
    signature:
      commit.signature === undefined
        ? null
        : {
            isValid: isOwn,
            state: isOwn ? 'VALID' : 'UNKNOWN_KEY',
            signature: commit.signature,
            payload: commit.payload,
          },
  };
}
