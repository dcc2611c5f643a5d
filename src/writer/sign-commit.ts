import { objectFormatOf } from '../change-set/blob.ts';
import type { Git, GitPlace } from '../git/git.ts';
import { openObjects } from '../git/objects.ts';
import { SigningFailure, type Signer } from '../git/signer.ts';
import type { BuiltCommit } from './git-commit.ts';

export interface Signing {
  readonly policy: 'off' | 'prefer' | 'require';
  /** `null` where no key is configured. */
  readonly signer: Signer | null;
}

export interface SignedCommit {
  readonly built: BuiltCommit;
  /** Why the commit is not signed though it was wished; `null` where all is as wished. */
  readonly warning: string | null;
}

/**
 * The same commit with a signature over its bytes, checked on what the object store gives back.
 * `require` throws `SigningFailure` rather than go on unsigned.
 */
export async function signCommit(
  git: Git,
  place: GitPlace,
  built: BuiltCommit,
  { policy, signer }: Signing,
): Promise<SignedCommit> {
  if (policy === 'off' || (policy === 'prefer' && signer === null)) return { built, warning: null };
  if (signer === null) throw new SigningFailure('a signature is required and no key is configured');
  try {
    return { built: await signWith(git, place, built, signer), warning: null };
  } catch (error) {
    if (policy === 'require' || !(error instanceof SigningFailure)) throw error;
    return { built, warning: `The commit is not signed: ${error.message}.` };
  }
}

async function signWith(
  git: Git,
  place: GitPlace,
  { commit, tree }: BuiltCommit,
  signer: Signer,
): Promise<BuiltCommit> {
  const payload = await readCommit(git, place, commit);
  const signed = withSignature(payload, await signer.sign(payload), headerOf(commit));
  const output = await git.run(['hash-object', '-t', 'commit', '-w', '--stdin'], { ...place, input: signed });
  const signedCommit = output.toString('latin1').trim();
  const found = splitSignature(await readCommit(git, place, signedCommit), headerOf(commit));
  if (
    found === null ||
    !found.payload.equals(payload) ||
    !(await signer.holds(found.payload, found.signature))
  ) {
    throw new SigningFailure('the signature does not hold when it is read back');
  }
  return { commit: signedCommit, tree };
}

async function readCommit(git: Git, place: GitPlace, commit: string): Promise<Buffer> {
  await using objects = openObjects(git, place);
  const object = await objects.read(commit);
  if (object === null) throw new SigningFailure(`${commit} cannot be read back`);
  return object.content;
}

/** SHA-256 repositories sign under a header of their own (gitformat-signature(5)). */
function headerOf(commit: string): string {
  return objectFormatOf(commit) === 'sha256' ? 'gpgsig-sha256' : 'gpgsig';
}

/** As the last header, each further line indented by one space (gitformat-signature(5)). */
function withSignature(payload: Buffer, signature: string, header: string): Buffer {
  const end = payload.indexOf('\n\n') + 1;
  const lines = `${header} ${signature.trimEnd().replaceAll('\n', '\n ')}\n`;
  return Buffer.concat([payload.subarray(0, end), Buffer.from(lines), payload.subarray(end)]);
}

function splitSignature(commit: Buffer, header: string): { payload: Buffer; signature: string } | null {
  const text = commit.toString('latin1');
  const found = new RegExp(`^${header} (.*\\n(?: .*\\n)*)`, 'm').exec(
    text.slice(0, text.indexOf('\n\n') + 1),
  );
  if (found === null) return null;
  const payload = text.slice(0, found.index) + text.slice(found.index + found[0].length);
  return { payload: Buffer.from(payload, 'latin1'), signature: (found[1] ?? '').replaceAll('\n ', '\n') };
}
