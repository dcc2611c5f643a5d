import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '../actor.ts';
import type { Forge } from '../forge.ts';
import { announceMoves } from '../hooks/announce.ts';
import type { Repository } from '../repository.ts';
import { judgeMove, reasonForPush, renderForPush, type Violation } from '../rules/judge.ts';
import { parsePush, rewriteReport, type Push, type PushCommand } from './push.ts';
import { asksForSignatures, mayChangeWorkflows } from './update-ref.ts';

/** A push between being read and being answered. */
export interface Reception {
  /** For git's own process, and through it for the hook. */
  readonly env: Readonly<Record<string, string>>;
  /** Rewrites what git says and tells the world what moved. */
  finish(out: Buffer): Promise<Buffer>;
}

function move(command: PushCommand, isForced: boolean, hasUnsigned: boolean) {
  const kind = command.before === undefined ? 'create' : command.after === undefined ? 'delete' : 'update';
  return { ref: command.ref, kind, isForced, hasUnsigned } as const;
}

/**
 * Judges a push twice: before git runs, as if it were harmless, so that what may never pass is refused; and, for what
 * only the objects tell (forced, unsigned, workflow files), by the hook, which is told which refs would mind.
 */
export function receive(forge: Forge, repository: Repository, actor: Actor, body: Buffer): Reception {
  const push = parsePush(body);
  const judge = (command: PushCommand, isForced: boolean, hasUnsigned: boolean) =>
    judgeMove(repository, actor, move(command, isForced, hasUnsigned));
  const refsOf = (wanted: (command: PushCommand) => boolean) =>
    push.commands
      .filter(wanted)
      .map(({ ref }) => ref)
      .join(' ');
  const reasonsFile = join(forge.room, `push-${randomUUID()}`);
  const env = {
    FORGE_REASONS: reasonsFile,
    FORGE_REFUSED: refsOf((command) => judge(command, false, false) !== undefined),
    FORGE_NO_FORCE: refsOf((command) => judge(command, true, false) !== undefined),
    FORGE_SIGNED: refsOf(({ ref }) => asksForSignatures(repository, ref)),
    FORGE_NO_WORKFLOWS: mayChangeWorkflows(actor) ? '' : '1',
    FORGE_FILE_LIMIT: String(repository.fileLimit ?? ''),
    FORGE_SECRETS: repository.secrets ?? '',
  };

  async function finish(out: Buffer): Promise<Buffer> {
    const reasons = new Map<string, string>();
    const lines: string[] = [];
    for (const [ref, cause] of await readReasons(reasonsFile)) {
      const command = push.commands.find((one) => one.ref === ref);
      if (command === undefined) continue;
      const said =
        sayingOfContent(cause, command.ref, repository) ??
        saying(cause, judge(command, cause === 'force', cause === 'unsigned'));
      reasons.set(ref, said.reason);
      lines.push(...said.lines);
    }
    const report = rewriteReport(out, push, reasons, lines);
    await announceMoves(forge, repository, actor, acceptedOf(push, report.accepted));
    return report.bytes;
  }

  return { env, finish };
}

function acceptedOf(push: Push, accepted: ReadonlySet<string>): PushCommand[] {
  return push.commands.filter(({ ref }) => accepted.has(ref));
}

function saying(cause: string, violation: Violation | undefined): { reason: string; lines: string[] } {
  if (cause.startsWith('workflow ')) {
    // Wording as met by peter-evans/create-pull-request and anthropics/claude-code-action#128.
    const path = cause.slice('workflow '.length);
    const reason = `refusing to allow a GitHub App to create or update workflow \`${path}\` without \`workflows\` permission`;
    return { reason, lines: [] };
  }
  if (violation === undefined) return { reason: 'hook declined', lines: [] };
  return { reason: reasonForPush(violation), lines: renderForPush(violation) };
}

/**
 * What a push holds, and not where it goes. As printed in the threads palxiao/poster-design#140 (push protection) and in
 * https://docs.github.com/en/repositories/working-with-files/managing-large-files/about-large-files-on-github (size).
 */
function sayingOfContent(
  cause: string,
  ref: string,
  { fileLimit = 0 }: Repository,
): { reason: string; lines: string[] } | undefined {
  const [, size, large] = /^large (\d+) (.*)$/.exec(cause) ?? [];
  if (large !== undefined) {
    return {
      reason: 'pre-receive hook declined',
      lines: [
        'error: Trace: 0000000000000000000000000000000000000000000000000000000000000000',
        'error: See https://gh.io/lfs for more information.',
        `error: File ${large} is ${megabytes(Number(size))} MB; this exceeds GitHub's file size limit of ${megabytes(fileLimit)} MB`,
        'error: GH001: Large files detected. You may want to try Git Large File Storage - https://git-lfs.github.com.',
      ],
    };
  }
  const [, commit, line, path] = /^secret ([0-9a-f]+) (\d+) (.*)$/.exec(cause) ?? [];
  if (path === undefined) return undefined;
  return {
    reason: 'push declined due to repository rule violations',
    lines: [
      `error: GH013: Repository rule violations found for ${ref}.`,
      '',
      '- GITHUB PUSH PROTECTION',
      `  ${'—'.repeat(41)}`,
      '    Resolve the following violations before pushing again',
      '',
      '    - Push cannot contain secrets',
      '',
      `      —— GitHub Personal Access Token ${'—'.repeat(22)}`,
      '       locations:',
      `         - commit: ${commit}`,
      `           path: ${path}:${line}`,
      '',
    ],
  };
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(2);
}

async function readReasons(file: string): Promise<[string, string][]> {
  try {
    const text = await readFile(file, 'utf8');
    await rm(file);
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]);
  } catch (error) {
    // No file: the hook had nothing to refuse.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
