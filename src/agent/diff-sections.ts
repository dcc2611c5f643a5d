import { PatchRefused } from './patch-refused.ts';
import { guardPath } from './path-guard.ts';

/** What a diff does to one file. Paths are relative to the checkout; `null` is git's `/dev/null`. */
export interface DiffSection {
  readonly oldPath: string | null;
  readonly newPath: string | null;
  /** Indices of the lines that carry a hunk's text. */
  readonly body: readonly number[];
}

export interface Diff {
  /** Normalised to git's `a/` and `b/` prefixes. */
  readonly lines: readonly string[];
  readonly sections: readonly DiffSection[];
  /** Number of the first line that changes something behind the end its hunk header gives; `null` when all add up. */
  readonly overrun: number | null;
}

interface Draft {
  git: boolean;
  header: number;
  old?: { at: number; name: string | null };
  new?: { at: number; name: string | null };
  renamedFrom?: string;
  renamedTo?: string;
  hunks: number;
  /** Lines the current hunk still lacks by its header. */
  left: { old: number; new: number };
  overrun: number | null;
  /** Something to do without a hunk: a mode, an empty file, a rename, a binary patch. */
  acts: boolean;
  binary: boolean;
  body: number[];
}

const hunkHeader = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;
const gitAct = /^(?:old mode|new mode|new file mode|deleted file mode|rename from|copy from) /;

/**
 * Lists what a unified or git diff touches, without believing its hunk counts (git checks those), and refuses paths
 * that no diff may name. Diffs written without the `a/` and `b/` prefixes get them. Throws {@link PatchRefused}.
 */
export function parseDiff(lines: readonly string[]): Diff {
  const drafts = scan(lines);
  if (drafts.length === 0) throw new PatchRefused('EDIFFEMPTY', 'The diff names no file and has no hunk.');
  // Git wants an empty line behind the last block of a binary patch; comment boxes like to trim it.
  const rewritten = drafts.some(({ binary }) => binary) ? [...lines, ''] : [...lines];
  const sections = drafts.map((draft) => finish(draft, rewritten));
  const overruns = drafts.map(({ overrun }) => overrun).filter((line) => line !== null);
  return { lines: rewritten, sections, overrun: overruns[0] ?? null };
}

function scan(lines: readonly string[]): Draft[] {
  const drafts: Draft[] = [];
  let draft: Draft | undefined;
  for (const [index, line] of lines.entries()) {
    const inHeader: boolean = draft?.git === true && draft.hunks === 0 && !draft.binary;
    if (line.startsWith('diff --git ')) {
      draft = newDraft(true, index);
      drafts.push(draft);
    } else if (inHeader && draft) {
      readGitHeader(draft, line, index);
    } else if (startsPlainSection(lines, index, draft)) {
      draft = newDraft(false, index);
      draft.old = { at: index, name: nameIn(line.slice(4)) };
      draft.new = { at: index + 1, name: nameIn(lines[index + 1]?.slice(4) ?? '') };
      drafts.push(draft);
    } else if (draft && line.startsWith('@@')) {
      readHunkHeader(draft, line, index);
    } else if (draft && draft.hunks > 0 && /^[ +-]|^$/.test(line)) {
      readBody(draft, line, index);
    } else if (/^(?:Binary files .* differ|Only in .*: .*)$/.test(line)) {
      const reason = `Line ${index + 1} of the diff tells of a file without giving its content.`;
      throw new PatchRefused('EDIFFCORRUPT', reason);
    }
  }
  return drafts;
}

function newDraft(git: boolean, header: number): Draft {
  return {
    git,
    header,
    hunks: 0,
    left: { old: 0, new: 0 },
    overrun: null,
    acts: false,
    binary: false,
    body: [],
  };
}

/** Inside hunks `--- x` may be a removed line; there only the whole head of a file, hunk included, begins a new one. */
function startsPlainSection(lines: readonly string[], index: number, draft: Draft | undefined): boolean {
  if (!lines[index]?.startsWith('--- ') || !lines[index + 1]?.startsWith('+++ ')) return false;
  return draft === undefined || draft.hunks === 0 || lines[index + 2]?.startsWith('@@') === true;
}

function readGitHeader(draft: Draft, line: string, index: number): void {
  if (line.startsWith('@@')) readHunkHeader(draft, line, index);
  else if (line.startsWith('--- ')) draft.old = { at: index, name: nameIn(line.slice(4)) };
  else if (line.startsWith('+++ ')) draft.new = { at: index, name: nameIn(line.slice(4)) };
  else if (line.startsWith('GIT binary patch') || line.startsWith('Binary files ')) {
    draft.binary = true;
    draft.acts = true;
  } else if (gitAct.test(line)) draft.acts = true;
  const [, direction, name = ''] = /^(?:rename|copy) (from|to) (.*)$/.exec(line) ?? [];
  if (direction === 'from') draft.renamedFrom = nameIn(name) ?? '';
  if (direction === 'to') draft.renamedTo = nameIn(name) ?? '';
  if (/^(?:index .* |(?:new|deleted) file mode |(?:old|new) mode )160000$/.test(line)) {
    throw new PatchRefused('EDIFFPATH', 'The diff changes a submodule, which cannot be part of a change.');
  }
}

function readHunkHeader(draft: Draft, line: string, index: number): void {
  const counts = hunkHeader.exec(line);
  if (counts === null) {
    const reason = `Line ${index + 1} of the diff is not a hunk header of the form "@@ -1,3 +1,4 @@".`;
    throw new PatchRefused('EDIFFCORRUPT', reason);
  }
  draft.hunks += 1;
  draft.left = { old: Number(counts[1] ?? 1), new: Number(counts[2] ?? 1) };
}

/**
 * Git stops reading a hunk where its header says it ends and skips what follows: changes there would be lost without a
 * word. The signature line of `git format-patch` is no change.
 */
function readBody(draft: Draft, line: string, index: number): void {
  const { left } = draft;
  if (left.old <= 0 && left.new <= 0) {
    if (/^[+-]/.test(line) && !/^-- ?$/.test(line)) draft.overrun ??= index + 1;
    if (!/^[+-]/.test(line)) return;
  }
  draft.body.push(index);
  if (!line.startsWith('+')) left.old -= 1;
  if (!line.startsWith('-')) left.new -= 1;
}

function finish(draft: Draft, lines: string[]): DiffSection {
  if (draft.hunks === 0 && !draft.acts) {
    throw new PatchRefused(
      'EDIFFEMPTY',
      `The diff names a file on line ${draft.header + 1} and has no hunk for it.`,
    );
  }
  const pair = namesOf(draft, lines[draft.header] ?? '');
  if (!pair.prefixed) addPrefixes(draft, lines);
  const oldPath = draft.renamedFrom ?? (pair.prefixed ? withoutPrefix(pair.old) : pair.old);
  const newPath = draft.renamedTo ?? (pair.prefixed ? withoutPrefix(pair.new) : pair.new);
  for (const path of [oldPath, newPath]) if (path !== null) guardPath(path);
  if (oldPath === null && newPath === null) {
    throw new PatchRefused('EDIFFCORRUPT', `The diff names no file on line ${draft.header + 1}.`);
  }
  return { oldPath, newPath, body: draft.body };
}

interface Names {
  readonly old: string | null;
  readonly new: string | null;
  readonly prefixed: boolean;
}

function namesOf(draft: Draft, header: string): Names {
  if (draft.git) {
    const names = gitHeaderNames(header.slice('diff --git '.length));
    const same = names !== null && names[0] === names[1];
    if (draft.old && draft.new) return { old: draft.old.name, new: draft.new.name, prefixed: !same };
    if (names !== null) return { old: names[0], new: names[1], prefixed: !same };
    // Two different names without a border between them: only a rename has those, and it says them on lines of their own.
    return { old: null, new: null, prefixed: true };
  }
  const before = draft.old?.name ?? null;
  const after = draft.new?.name ?? null;
  return { old: before, new: after, prefixed: isPrefixed(before, after) };
}

function isPrefixed(before: string | null, after: string | null): boolean {
  if (before === null) return after?.startsWith('b/') === true;
  if (after === null) return before.startsWith('a/');
  return before !== after && withoutPrefix(before) === withoutPrefix(after);
}

/** Git takes the first component off, and every slash behind it is kept here so that the guard sees it. */
function withoutPrefix(name: string | null): string | null {
  return name === null ? null : name.slice(name.indexOf('/') + 1);
}

function addPrefixes(draft: Draft, lines: string[]): void {
  const put = (at: number, start: string, prefix: string) => {
    const rest = (lines[at] ?? '').slice(start.length);
    lines[at] = start + withPrefix(rest, prefix);
  };
  if (draft.old && draft.old.name !== null) put(draft.old.at, '--- ', 'a/');
  if (draft.new && draft.new.name !== null) put(draft.new.at, '+++ ', 'b/');
  if (!draft.git) return;
  const rest = (lines[draft.header] ?? '').slice('diff --git '.length);
  const half = (rest.length - 1) / 2;
  lines[draft.header] =
    `diff --git ${withPrefix(rest.slice(0, half), 'a/')} ${withPrefix(rest.slice(half + 1), 'b/')}`;
}

function withPrefix(name: string, prefix: string): string {
  return name.startsWith('"') ? `"${prefix}${name.slice(1)}` : prefix + name;
}

/** The two names of `diff --git`: of equal length when only their prefixes differ, which is all this is asked for. */
function gitHeaderNames(rest: string): [string, string] | null {
  const half = (rest.length - 1) / 2;
  if (!Number.isInteger(half) || rest[half] !== ' ') return null;
  const before = nameIn(rest.slice(0, half));
  const after = nameIn(rest.slice(half + 1));
  if (before === null || after === null) return null;
  return before === after || withoutPrefix(before) === withoutPrefix(after) ? [before, after] : null;
}

/** A name as `---`, `+++` and `rename` lines carry it: up to a tab, or quoted the C way. */
function nameIn(text: string): string | null {
  const bare = text.replace(/\r$/, '');
  if (bare.startsWith('"')) return unquote(bare);
  const name = bare.split('\t')[0]?.trimEnd() ?? '';
  return name === '/dev/null' ? null : name;
}

const escapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  '\\': 92,
};

/** Undoes git's C-style quoting; bytes that are no UTF-8 make a name nobody can carry. */
function unquote(text: string): string {
  const bytes: number[] = [];
  const end = /^"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
  if (end === undefined)
    throw new PatchRefused('EDIFFCORRUPT', 'The diff has a quoted file name without an end.');
  for (const [part] of end.matchAll(/\\[0-7]{3}|\\.|[^\\]+/g)) {
    if (!part.startsWith('\\')) bytes.push(...Buffer.from(part));
    else if (part.length === 4) bytes.push(Number.parseInt(part.slice(1), 8) & 0xff);
    else bytes.push(escapes[part.slice(1)] ?? 0);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch (cause) {
    throw new PatchRefused('EDIFFPATH', 'The diff names a file that is not UTF-8.', { cause });
  }
}
