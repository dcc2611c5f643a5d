import type { Change, ChangeSet } from '../change-set/change.ts';
import { openSecretRules, type Match } from '../secrets/rules.ts';
import type { Complaint, View } from './guard.ts';

/** Keys and tokens that can be told by their look, whoever's they are. They were searched for beforehand. */
export function inspectSecretPatterns({ secretFindings }: View): readonly Complaint[] {
  return secretFindings;
}

type Carrying = Exclude<Change, { change: 'delete' }>;

/** Content of the base by its blob id; `null` where it cannot be read. */
type ReadBefore = (oid: string) => Promise<Uint8Array | null>;

/**
 * Searches what a set adds: contents, link texts and paths. A complaint names path, line and rule; what was found goes
 * nowhere. Lines that the base has already are nobody's news. It takes time and reads the base, so it stands before
 * the judging, which does neither.
 */
export async function findSecrets(changeSet: ChangeSet, before: ReadBefore): Promise<readonly Complaint[]> {
  const changes = changeSet.changes.filter((change) => change.change !== 'delete');
  if (changes.length === 0) return [];
  const small = changes.filter(({ content }) => content.byteLength <= LARGEST);
  const complaints = changes
    .filter(({ content }) => content.byteLength > LARGEST)
    .map(({ path }): Complaint => ({
      verdict: 'review',
      path,
      message: 'The file is too large to be searched for secrets.',
    }));
  const rules = await openSecretRules();
  for (const batch of batchesOf([namesOf(changes), ...small.map(pieceOf)])) {
    const matches = rules.search(batch[0]?.name ?? '', batch.map(({ text }) => text).join(SEAM));
    for (const find of findsOf(batch, matches)) {
      if (complaints.length >= MOST_COMPLAINTS) return complaints;
      if (!(await isInBase(find, before))) complaints.push(complaintOf(find));
    }
  }
  return complaints;
}

/** As much as a whole change set carries by default; the rules are slow on hostile text. */
const LARGEST = 4 * 1024 * 1024;

/** Whoever plants more is told enough. */
const MOST_COMPLAINTS = 100;

/** Characters that go through the rules at once; each round has its price, so small files go together. */
const BATCH_LENGTH = 1024 * 1024;

/** No piece has a NUL in it, and no rule looks across one. */
const SEAM = '\n\0\n';

/** What is searched as one text. */
interface Piece {
  /** `null`: the paths of all changes. */
  readonly change: Carrying | null;
  /** Set for kinds of file that have rules of their own. */
  readonly name: string;
  readonly text: string;
}

interface Find extends Match {
  readonly piece: Piece;
}

function namesOf(changes: readonly Carrying[]): Piece {
  return { change: null, name: '', text: textOf(Buffer.from(changes.map(({ path }) => path).join('\n'))) };
}

function pieceOf(change: Carrying): Piece {
  const text = textOf(change.content);
  const kind = KINDS.find(({ end, sign }) => change.path.endsWith(end) && text.includes(sign));
  return { change, name: kind?.end ?? '', text };
}

/** What the rules tell by its name, and a sign of what they look for there; without it the file is like any other. */
const KINDS = [
  { end: 'package.json', sign: 'x-oauth-basic' },
  { end: 'package-lock.json', sign: 'x-oauth-basic' },
  { end: '.npmrc', sign: '_authToken=' },
  { end: '.json', sign: 'private_key_id' },
] as const;

/**
 * Secrets are ASCII, whatever the encoding around them: in binary files too, and in UTF-16 once its NULs are out. All
 * other bytes become a sign that is no letter, for some rules want none before a secret.
 */
function textOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.replaceAll('\0', '').replaceAll(/[\x80-\xFF]+/g, '\x7F');
}

/** A piece with a name of its own stands alone. */
function* batchesOf(pieces: readonly Piece[]): Generator<readonly Piece[]> {
  let batch: Piece[] = [];
  let length = 0;
  for (const piece of pieces) {
    if (piece.name !== '') {
      yield [piece];
      continue;
    }
    batch.push(piece);
    length += piece.text.length;
    if (length < BATCH_LENGTH) continue;
    yield batch;
    batch = [];
    length = 0;
  }
  yield batch;
}

/** Gives each match to the piece that it stands in. */
function* findsOf(batch: readonly Piece[], matches: readonly Match[]): Generator<Find> {
  let begin = 0;
  let next = 0;
  for (const piece of batch) {
    const end = begin + piece.text.length + SEAM.length;
    for (let match = matches[next]; match !== undefined && match.start < end; match = matches[next]) {
      yield { piece, rule: match.rule, start: match.start - begin, end: match.end - begin };
      next += 1;
    }
    begin = end;
  }
}

/** Some rules say less than the whole of what they found, but all say its lines. */
async function isInBase({ piece: { change, text }, start, end }: Find, before: ReadBefore): Promise<boolean> {
  if (change?.change !== 'modify') return false;
  const content = await before(change.before);
  if (content === null) return false;
  const lineEnd = text.indexOf('\n', Math.max(start, end - 1));
  const lines = text.slice(text.lastIndexOf('\n', start - 1) + 1, lineEnd === -1 ? text.length : lineEnd);
  return `\n${textOf(content)}\n`.includes(`\n${lines}\n`);
}

/** Addresses with a password in them are mostly those of test databases: for people to look at. */
const GUESSES: ReadonlySet<string> = new Set(['basicauth', 'database-connection-string']);

function complaintOf({ piece: { change, text }, rule, start }: Find): Complaint {
  const verdict = GUESSES.has(rule) ? 'review' : 'refuse';
  // Naming the path would tell the secret.
  if (change === null) return { verdict, message: `A path of the set looks like a secret (${rule}).` };
  const line = (text.slice(0, start).match(/\n/g)?.length ?? 0) + 1;
  return { verdict, path: change.path, message: `Line ${line} looks like a secret (${rule}).` };
}
