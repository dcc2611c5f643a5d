import { blobId } from '../change-set/blob.ts';
import type { Change, ChangeSet, Mode } from '../change-set/change.ts';
import { seal } from '../change-set/seal.ts';
import type { Git } from '../git/git.ts';
import { openBaseRules, type Attributes, type BaseRules } from './base-rules.ts';
import type { Checkout } from './checkout.ts';
import { requireIdentity } from './identity.ts';
import { changedSince, touchedSince, walk, type Found, type Uncarried } from './walk.ts';

export interface Collected {
  readonly changeSet: ChangeSet;
  /** What stands in the tree and can never be carried; the guards refuse each by path. */
  readonly uncarried: readonly Uncarried[];
  /** What the base's attributes say of the changed paths. */
  readonly attributes: ReadonlyMap<string, Attributes>;
}

/** Far above any limit a policy may set; it only bounds what a hostile tree can make us hold. */
const BYTES_HELD = 512 * 1024 * 1024;

/**
 * Reads what an agent has made of its checkout and seals it. The agent's processes must have ended; whether one of them
 * may be at work all the same, its sandbox knows (`survivors`), and then every file is looked at once more.
 * No git command has the agent's tree as its work tree; the bytes sealed are the bytes that were hashed.
 */
export async function collect(git: Git, checkout: Checkout, survivors = true): Promise<Collected> {
  const { manifest, format } = checkout;
  await requireIdentity(checkout.directory, checkout.identity);
  // Git starts, and the walk goes on beside it.
  await using rules = await openBaseRules(git, { gitDir: checkout.gitDir }, checkout.rules);
  const walked = await walk(checkout, (paths) => rules.ignored(paths), { bytes: BYTES_HELD });
  const attributes = await rules.attributes([...walked.candidates.keys()]);
  const stored = await storeAsGitWould(walked.candidates, attributes, rules);
  const uncarried = [...walked.uncarried];
  const changes: Change[] = [];

  for (const [key, found] of walked.candidates) {
    const restored = checkout.restored.get(key) ?? null;
    if (restored?.oid === blobId(found.content, format) && restored.mode === found.mode) continue;
    const tracked = manifest.files.get(key);
    // The very bytes of the base are unchanged, whatever storing them anew would make of them.
    const isAsInBase = tracked !== undefined && tracked.oid === blobId(found.content, format);
    const inStore = stored.get(key);
    if (inStore === null && !isAsInBase) {
      uncarried.push({ path: key, kind: 'unreadable' });
      continue;
    }
    const content = isAsInBase ? found.content : (inStore ?? found.content);
    const after = blobId(content, format);
    if (tracked !== undefined && tracked.oid === after && tracked.mode === found.mode) continue;
    const path = pathOf(key);
    if (path === null) {
      uncarried.push({ path: printable(key), kind: 'not-utf8' });
      continue;
    }
    if (tracked === undefined) changes.push({ path, change: 'add', mode: found.mode, after, content });
    else {
      changes.push({
        path,
        change: 'modify',
        mode: found.mode,
        beforeMode: modeOf(tracked.mode),
        before: tracked.oid,
        after,
        content,
      });
    }
  }
  // Of what was left out nothing can go, but what was put back there all the same.
  const takenOut = [...checkout.restored].flatMap(([key, put]) =>
    put !== null && manifest.files.get(key)?.isLeftOut === true && !walked.candidates.has(key) ? [key] : [],
  );
  for (const key of [...walked.gone, ...takenOut]) {
    const tracked = manifest.files.get(key);
    if (tracked === undefined || checkout.restored.get(key) === null) continue;
    const path = pathOf(key);
    if (path === null) uncarried.push({ path: printable(key), kind: 'not-utf8' });
    else changes.push({ path, change: 'delete', beforeMode: modeOf(tracked.mode), before: tracked.oid });
  }
  const touched = survivors ? await touchedSince(checkout, walked) : [];
  const late = [...changedSince(checkout.directory, walked), ...touched];
  for (const path of late) uncarried.push({ path, kind: 'changed-while-read' });
  return {
    changeSet: seal(checkout.base, changes),
    uncarried: uncarried.map((one) => ({ ...one, path: pathOf(one.path) ?? printable(one.path) })),
    attributes: new Map([...attributes].map(([key, value]) => [pathOf(key) ?? printable(key), value])),
  };
}

async function storeAsGitWould(
  candidates: ReadonlyMap<string, Found>,
  attributes: ReadonlyMap<string, Attributes>,
  rules: BaseRules,
): Promise<ReadonlyMap<string, Uint8Array | null>> {
  const converted = new Map<string, Uint8Array>();
  for (const [key, { mode, content }] of candidates) {
    const said = attributes.get(key);
    if (mode !== '120000' && said !== undefined && mayConvert(said, content)) converted.set(key, content);
  }
  return await rules.stored(converted);
}

function mayConvert(said: Attributes, content: Buffer): boolean {
  if (said['working-tree-encoding'] !== undefined) return true;
  if (said.ident === 'set' && content.includes('$Id')) return true;
  const text = said.text ?? said.crlf ?? said.eol;
  return text !== undefined && text !== 'unset' && content.includes('\r\n');
}

function modeOf(mode: string): Mode {
  if (mode === '100644' || mode === '100755' || mode === '120000' || mode === '160000') return mode;
  // Trees written by very old tools hold other permissions; git reads them as these two.
  return (Number.parseInt(mode, 8) & 0o100) === 0 ? '100644' : '100755';
}

/** From a byte string to text; `null` where the bytes are not UTF-8. */
function pathOf(key: string): string | null {
  const bytes = Buffer.from(key, 'latin1');
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : null;
}

function printable(key: string): string {
  return Buffer.from(key, 'latin1').toString('utf8');
}
