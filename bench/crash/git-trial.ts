import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openGit } from '../../src/git/git.ts';
import { findRepository } from '../../src/git/local-repository.ts';
import { recoverRepository } from '../../src/writer/receive.ts';
import { makeScenario, writeTree } from './scenario.ts';
import type { Trial, TrialOptions } from './trial.ts';

const BRANCH = 'wholly/change';

/** One process that moves a branch, killed together with its git processes, then recovered; then the next one, whole. */
export async function runGitTrial({
  size,
  kill,
  cache,
}: Pick<TrialOptions, 'size' | 'kill' | 'cache'>): Promise<Trial> {
  const place = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'wholly-test-')));
  try {
    const { root, tree } = await openRepository(place, size);
    const run = await runWorker({ root, place, branch: BRANCH, size, kill, cache });
    const repository = await findRepository(openGit({ PATH: process.env['PATH'] ?? '' }), root);
    const recovered = await recoverRepository(repository);
    const again = await recoverRepository(repository);
    const end = judgeBranch(root, tree);
    const traces = tracesIn(join(root, '.git'));
    // Where the branch was not made, its very name must be free again.
    const next = end === 'new' ? 'wholly/next' : BRANCH;
    await runWorker({ root, place, branch: next, size, kill: { kind: 'never' }, cache });
    git(root, 'fsck', '--strict', '--no-dangling');
    const landed = git(root, 'rev-parse', `refs/heads/${next}^{tree}`) === tree;
    return {
      killed: run.killed,
      left: end,
      recovered,
      mixed: end === 'mixed' || !landed,
      lost: run.reported && end !== 'new',
      leftovers: traces.length > 0 || again !== 'none',
      calls: run.calls,
      ms: run.ms,
    };
  } finally {
    fs.rmSync(place, { recursive: true });
  }
}

async function openRepository(place: string, size: number): Promise<{ root: string; tree: string }> {
  const root = join(place, 'root');
  const { before, after } = makeScenario(size);
  writeTree(root, before);
  git(root, 'init', '--quiet', '--initial-branch=main');
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message=base');
  const other = join(place, 'other');
  writeTree(other, after);
  git(root, `--work-tree=${other}`, 'add', '--all');
  const tree = git(root, 'write-tree');
  git(root, 'reset', '--quiet');
  return { root, tree };
}

function judgeBranch(root: string, tree: string): 'old' | 'new' | 'mixed' {
  const found = git(root, 'for-each-ref', '--format=%(refname) %(tree)', 'refs/heads/wholly');
  if (found === '') return 'old';
  return found === `refs/heads/${BRANCH} ${tree}` ? 'new' : 'mixed';
}

/** What a killed writer, or its git, may have left; each would be in the way of the next one, or lie there for ever. */
function tracesIn(gitDir: string): string[] {
  const names = fs.readdirSync(gitDir, { recursive: true, encoding: 'utf8' });
  const packs = new Set(names.filter((name) => name.startsWith('objects/pack/')));
  return names.filter(
    (name) =>
      /\.lock$|(?:^|\/)tmp_|wholly-incoming/.test(name) ||
      (name.endsWith('.pack') && !packs.has(name.replace(/\.pack$/, '.idx'))),
  );
}

interface Run {
  readonly killed: boolean;
  readonly reported: boolean;
  readonly calls: number;
  readonly ms: number;
}

async function runWorker({
  root,
  place,
  branch,
  size,
  kill,
  cache,
}: Pick<TrialOptions, 'size' | 'kill' | 'cache'> & {
  readonly root: string;
  readonly place: string;
  readonly branch: string;
}): Promise<Run> {
  const step = kill.kind === 'step' ? kill.step : -1;
  const start = join(import.meta.dirname, 'start.ts');
  const worker = spawn(
    process.execPath,
    [start, 'git-worker.ts', cache, root, place, branch, String(size), String(step)],
    { stdio: ['ignore', 'pipe', 'inherit'], detached: true },
  );
  const closed = once(worker, 'close');
  let told = '';
  let ready = 0;
  worker.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    if (ready > 0) return;
    ready = performance.now();
    if (kill.kind === 'time') void wait(kill.ms).then(() => killGroup(worker.pid));
  });
  const [code, signal]: unknown[] = await closed;
  if (code !== 0 && signal !== 'SIGKILL')
    throw new Error(`the worker ended by itself: ${String(code)} ${String(signal)}`);
  return {
    killed: signal === 'SIGKILL',
    reported: told.includes('reported'),
    calls: Number(/calls (\d+)/.exec(told)?.[1] ?? 0),
    ms: performance.now() - ready,
  };
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It has ended by itself meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function git(root: string, ...args: string[]): string {
  const env = {
    PATH: process.env['PATH'] ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'crash',
    GIT_AUTHOR_EMAIL: 'crash@localhost',
    GIT_COMMITTER_NAME: 'crash',
    GIT_COMMITTER_EMAIL: 'crash@localhost',
  };
  const location = [`--git-dir=${join(root, '.git')}`];
  if (!args.some((arg) => arg.startsWith('--work-tree='))) location.push(`--work-tree=${root}`);
  return execFileSync('git', [...location, ...args], { encoding: 'utf8', env }).trim();
}
