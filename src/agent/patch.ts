import type { Exit } from '../sandbox/sandbox.ts';
import { plainOutcome, type Agent, type Outcome, type RequestText, type Task } from './agent.ts';
import { outcomeOf } from './command.ts';
import { withFileEndings } from './crlf.ts';
import { parseDiff, type DiffSection } from './diff-sections.ts';
import { parseFences, type Fence } from './fences.ts';
import { gitApply } from './git-apply.ts';
import { PatchRefused } from './patch-refused.ts';
import { planSuggestions, type Suggestion } from './suggestions.ts';

/** Applies the diffs and suggestion blocks of the request itself: no key, no network, nobody's code runs. */
export const patchAgent: Agent = {
  name: 'patch',
  sandboxed: false,
  async run(task, onEvent) {
    try {
      const plan = await planPatch(task);
      const exit = await applyWhole(task, plan);
      if (exit.kind !== 'exited') return outcomeOf(exit, task.limits);
      for (const path of plan.paths) onEvent({ kind: 'edit', path });
      return completed(plan.paths.length);
    } catch (error) {
      if (!(error instanceof PatchRefused)) throw error;
      return plainOutcome('failed', error.message, error.code);
    }
  },
};

interface PatchPlan {
  /** One input for one `git apply`, so that all of it lands or nothing. */
  readonly patch: Buffer;
  readonly paths: readonly string[];
  readonly sections: number;
  /** See {@link Diff.overrun}. */
  readonly overrun: number | null;
}

function completed(files: number): Outcome {
  return plainOutcome(
    'completed',
    `The request's own changes were applied to ${files} ${files === 1 ? 'file' : 'files'}.`,
  );
}

async function planPatch(task: Task): Promise<PatchPlan> {
  const texts: readonly RequestText[] = task.texts ?? [{ text: task.prompt }];
  const suggestions: Suggestion[] = [];
  const parts: Buffer[] = [];
  const sections: DiffSection[] = [];
  let overrun: number | null = null;
  for (const text of texts) {
    for (const fence of parseFences(text.text)) {
      if (fence.language === 'suggestion') suggestions.push(suggestionOf(fence, text));
      if (!isDiff(fence)) continue;
      const diff = await withFileEndings(parseDiff(fence.lines), task.directory);
      parts.push(Buffer.from(`${diff.lines.join('\n')}\n`));
      sections.push(...diff.sections);
      overrun ??= diff.overrun;
    }
  }
  parts.unshift(...(await planSuggestions(task.directory, suggestions)));
  if (parts.length === 0) {
    throw new PatchRefused(
      'ENODIFF',
      'The request has no diff or suggestion block that could be applied, and the agent `patch` does nothing else: name another one.',
    );
  }
  const paths = [
    ...suggestions.map(({ path }) => path),
    ...sections.flatMap(({ oldPath, newPath }) => [oldPath, newPath]),
  ];
  return {
    patch: Buffer.concat(parts),
    paths: [...new Set(paths.filter((path) => path !== null))],
    sections: parts.length === 1 ? Math.max(sections.length, 1) : parts.length,
    overrun,
  };
}

function isDiff({ language, lines }: Fence): boolean {
  if (language === 'diff' || language === 'patch') return true;
  if (language !== '') return false;
  const first = lines.findIndex((line) => line.trim() !== '');
  const [line = '', next = ''] = lines.slice(first);
  return line.startsWith('diff --git ') || (line.startsWith('--- ') && next.startsWith('+++ '));
}

function suggestionOf(fence: Fence, { position }: RequestText): Suggestion {
  if (!position) {
    const reason = 'A suggestion block says what to replace only in a review comment on lines of a file.';
    throw new PatchRefused('EDIFFAPPLY', reason);
  }
  return {
    path: position.path,
    first: position.startLine ?? position.line,
    last: position.line,
    lines: fence.lines,
  };
}

/** Resolves when everything was applied, or with how git was stopped. Throws {@link PatchRefused}. */
async function applyWhole(task: Task, { patch, sections, overrun }: PatchPlan): Promise<Exit> {
  const apply = async (bytes: Uint8Array, ...flags: string[]) =>
    await gitApply({
      directory: task.directory,
      ...(task.inside && { inside: task.inside }),
      patch: bytes,
      flags,
      wallMs: task.limits.wallMs,
      ...(task.signal && { signal: task.signal }),
    });
  const exit = overrun === null ? await apply(patch) : null;
  if (exit !== null && (exit.kind !== 'exited' || exit.exitCode === 0)) return exit;
  const refusal = exit === null ? miscounted(overrun) : refusalOf(exit.stderr.text);

  if (refusal.code === 'EDIFFCORRUPT' && sections === 1) {
    // People and models miscount hunks. Recounting a patch of several files would run one file into the next, and an
    // empty line behind the last hunk would count as part of it.
    const again = await apply(withoutBlankEnd(patch), '--recount');
    if (again.kind !== 'exited' || again.exitCode === 0) return again;
  }
  if (refusal.code === 'EDIFFAPPLY') {
    const back = await apply(patch, '--check', '--reverse');
    if (back.kind === 'exited' && back.exitCode === 0) {
      throw new PatchRefused(
        'EDIFFTWICE',
        'The diff is applied already: the files say what it would make of them.',
      );
    }
  }
  throw refusal;
}

function withoutBlankEnd(patch: Buffer): Buffer {
  return Buffer.from(patch.toString('latin1').replace(/\n(?:\r?\n)+$/, '\n'), 'latin1');
}

function miscounted(line: number | string | null | undefined): PatchRefused {
  return new PatchRefused(
    'EDIFFCORRUPT',
    `The diff is cut short or miscounted at its line ${line ?? 'unknown'}.`,
  );
}

/** Git's own words (LC_ALL=C) as one of our codes; the wording is stable since git 1.5. */
function refusalOf(stderr: string): PatchRefused {
  const failed = /^error: patch failed: (.*):(\d+)$/m.exec(stderr);
  if (failed)
    return new PatchRefused('EDIFFAPPLY', `The diff does not fit ${failed[1]} at line ${failed[2]}.`);
  const corrupt = /^error: (?:corrupt|patch fragment|git diff header).*?\bline (\d+)/m.exec(stderr);
  if (corrupt) return miscounted(corrupt[1]);
  const said = /^(?:error|fatal): (.*)$/m.exec(stderr)?.[1] ?? 'git gave no reason';
  if (/^No valid patches in input|^unrecognized input/.test(said)) {
    return new PatchRefused('EDIFFEMPTY', 'The diff names no file and has no hunk.');
  }
  if (said.startsWith('cannot apply binary patch')) {
    return new PatchRefused('EDIFFCORRUPT', 'The diff tells of a binary file without giving its content.');
  }
  if (/^invalid path|is beyond a symbolic link$/.test(said)) {
    return new PatchRefused('EDIFFPATH', `The diff names a path that must not be written: ${said}.`);
  }
  return new PatchRefused('EDIFFAPPLY', `The diff does not fit the files: ${said}.`);
}
