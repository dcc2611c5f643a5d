import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository, type Repository, type RepositoryOptions } from '../doubles/repository.ts';
import { runForReport, type CommandCall, type Reported } from '../doubles/run-command.ts';
import { filesBelow } from '../doubles/scratch.ts';

export interface Desk extends AsyncDisposable {
  readonly repository: Repository;
  readonly state: string;
  readonly call: CommandCall;
  /** `wholly <command> --json --repo <repository> ...` */
  wholly(command: string, ...args: string[]): Promise<Reported>;
}

export async function openDesk(options: RepositoryOptions = {}): Promise<Desk> {
  const repository = await openRepository({
    files: { 'README.md': 'one\ntwo\nthree\n', 'src/a.txt': 'a\n' },
    ...options,
  });
  const state = repository.scratch.join('state');
  const call = { cwd: repository.scratch.path, state };
  return {
    repository,
    state,
    call,
    wholly: (command, ...args) => runForReport(command, ['--repo', repository.directory, ...args], call),
    [Symbol.asyncDispose]: () => repository[Symbol.asyncDispose](),
  };
}

/** Everything of a work tree and its git directory, but for what a new branch adds. */
export async function photograph(directory: string): Promise<Record<string, string>> {
  const photo: Record<string, string> = {};
  for (const name of await filesBelow(directory)) {
    if (/^\.git\/(?:objects\/|refs\/heads\/bot\/|logs\/refs\/heads\/bot\/)/.test(name)) continue;
    const file = join(directory, name);
    const stats = lstatSync(file);
    const content = stats.isSymbolicLink()
      ? readlinkSync(file)
      : createHash('sha256').update(readFileSync(file)).digest('hex');
    photo[name] = `${stats.mode.toString(8)} ${stats.ino} ${stats.mtimeMs} ${content}`;
  }
  return photo;
}

export const DIFF =
  '```diff\n--- a/README.md\n+++ b/README.md\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n--- /dev/null\n+++ b/new.txt\n@@ -0,0 +1 @@\n+new\n```\n';
export const NONE = ['--sandbox', 'none'] as const;
