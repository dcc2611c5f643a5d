import { createHmac } from 'node:crypto';

export interface Stamp {
  readonly name: string;
  readonly email: string;
  /** `<seconds> <+hhmm>`, as git writes it. */
  readonly when: string;
}

export interface Commit {
  readonly oid: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Stamp;
  readonly committer: Stamp;
  readonly message: string;
  readonly signature: string | undefined;
  /** The bytes that were signed: the commit without its signature. */
  readonly payload: string;
}

const STAMP = /^(.*?) ?<(.*)> (\d+ [+-]\d{4})$/;

function parseStamp(line: string): Stamp {
  const [, name = '', email = '', when = '0 +0000'] = STAMP.exec(line) ?? [];
  return { name, email, when };
}

/** https://git-scm.com/docs/gitformat-signature for the folded `gpgsig` header. */
export function parseCommit(oid: string, bytes: Buffer): Commit {
  const text = bytes.toString();
  const split = text.indexOf('\n\n');
  const head = split === -1 ? text : text.slice(0, split);
  const fields: { key: string; value: string }[] = [];
  for (const line of head.split('\n')) {
    const last = fields.at(-1);
    if (line.startsWith(' ') && last !== undefined) last.value += `\n${line.slice(1)}`;
    else fields.push({ key: line.slice(0, line.indexOf(' ')), value: line.slice(line.indexOf(' ') + 1) });
  }
  const one = (key: string) => fields.find((field) => field.key === key)?.value;
  const unsigned = fields.filter((field) => !field.key.startsWith('gpgsig'));
  const payload = unsigned.map(({ key, value }) => `${key} ${value.replaceAll('\n', '\n ')}\n`).join('');
  const message = split === -1 ? '' : text.slice(split + 2);
  return {
    oid,
    tree: one('tree') ?? '',
    parents: fields.filter(({ key }) => key === 'parent').map(({ value }) => value),
    author: parseStamp(one('author') ?? ''),
    committer: parseStamp(one('committer') ?? ''),
    message,
    signature: one('gpgsig') ?? one('gpgsig-sha256'),
    payload: `${payload}\n${message}`,
  };
}

export interface CommitPlan {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Stamp;
  readonly committer: Stamp;
  readonly message: string;
  /** An armoured signature of the client's own, or the key with which the forge signs in GitHub's place. */
  readonly signature?: string;
  readonly signingKey?: string;
}

export function renderCommit(plan: CommitPlan): Buffer {
  const stamp = ({ name, email, when }: Stamp) => `${name} <${email}> ${when}`;
  const head =
    `tree ${plan.tree}\n` +
    plan.parents.map((parent) => `parent ${parent}\n`).join('') +
    `author ${stamp(plan.author)}\ncommitter ${stamp(plan.committer)}\n`;
  const payload = `${head}\n${plan.message}`;
  const signature =
    plan.signature ?? (plan.signingKey === undefined ? undefined : signPayload(payload, plan.signingKey));
  if (signature === undefined) return Buffer.from(payload);
  const folded = signature.trimEnd().replaceAll('\n', '\n ');
  return Buffer.from(`${head}gpgsig ${folded}\n\n${plan.message}`);
}

/** Stands for GitHub's web-flow signature: only the forge can make it, and only the forge calls it valid. */
function signPayload(payload: string, key: string): string {
  const mac =
    createHmac('sha512', key)
      .update(payload)
      .digest('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PGP SIGNATURE-----', '', ...mac, '-----END PGP SIGNATURE-----'].join('\n');
}

export function isOwnSignature(commit: Commit, key: string): boolean {
  return commit.signature?.trimEnd() === signPayload(commit.payload, key);
}

/** ISO 8601 to git's own form, offset kept: a commit must come back with the bytes it was made of. */
export function parseWhen(iso: string): string | undefined {
  const milliseconds = Date.parse(iso);
  if (Number.isNaN(milliseconds)) return undefined;
  const offset = /([+-]\d{2}):?(\d{2})$/.exec(iso);
  return `${Math.floor(milliseconds / 1000)} ${offset === null ? '+0000' : `${offset[1] ?? ''}${offset[2] ?? ''}`}`;
}

export function whenNow(): string {
  return `${Math.floor(Date.now() / 1000)} +0000`;
}

export function isoOf(stamp: Stamp): string {
  return new Date(Number(stamp.when.split(' ')[0]) * 1000).toISOString().replace('.000Z', 'Z');
}
