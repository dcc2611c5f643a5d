import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Octokit } from '@octokit/rest';
import { runAction, type ActionRun } from '../__tests__/doubles/run-action.ts';
import { openForge, type OpenForge } from '../forge/open-forge.ts';
import { measure, printRatios } from './measure.ts';
import { curl, listGit, phasesOf, required } from './on-forge.ts';

const run = promisify(execFile);
const FILES = 1000;
const BODY =
  'Please.\n\n```diff\n--- a/src/file-7.txt\n+++ b/src/file-7.txt\n@@ -1 +1,2 @@\n line 7\n+and one more\n```\n';

interface Round {
  readonly name: string;
  readonly token: string;
  readonly payload: unknown;
  readonly issue: number;
}

/**
 * From a comment to a finished comment with an open pull request, against the least that git and curl can do it in.
 * Target: at most 2x that floor and at most 12 requests, everything beyond the agent.
 */
export async function benchStory(rounds = 9): Promise<void> {
  await using forge = await openForge({}, process.env['PATH']);
  const directory = await mkdtemp(join(tmpdir(), 'wholly-bench-'));
  try {
    let floor: Round | null = null;
    let ours: Round | null = null;
    const runs: ActionRun[] = [];
    const measured = await measure(
      [
        {
          name: 'floor: clone, commit, push, POST pulls, comment',
          prepare: async (round) => void (floor = await openRound(forge, `floor-${round}`)),
          run: async (round) => runFloor(forge, required(floor), join(directory, `floor-${round}`)),
        },
        {
          name: 'wholly action, beyond the agent',
          prepare: async (round) => {
            ours = await openRound(forge, `ours-${round}`);
            await forge.control.clearRequests();
          },
          run: async () => {
            const startedAt = performance.now();
            const done = await runOurs(forge, required(ours));
            runs.push(done);
            const agent = phasesOf(done).find(({ name }) => name === 'agent')?.durationMs ?? 0;
            return performance.now() - startedAt - agent;
          },
        },
      ],
      rounds,
    );
    printRatios(
      `Story: ${FILES}-file repository, one file changed (target: at most 2x)`,
      measured,
      measured[0]?.name ?? '',
    );
    const requests = await forge.control.listRequests();
    console.log(
      `  requests: ${requests.length} (target: at most 12), of them git: ${requests.filter(({ kind }) => kind === 'git').length}`,
    );
    console.log(
      `  phases of the last run: ${phasesOf(required(runs.at(-1)))
        .map(({ name, durationMs }) => `${name} ${durationMs} ms`)
        .join(', ')}`,
    );
    const counted = await openRound(forge, 'counted');
    const started = await listGit(directory, (path) => runOurs(forge, counted, path));
    console.log(`  git subprocesses: ${started.length}`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function openRound(forge: OpenForge, name: string): Promise<Round> {
  const files = Object.fromEntries(
    Array.from({ length: FILES }, (_, index) => [
      `src/file-${index}.txt`,
      `line ${index}\n${'x'.repeat(500 * (index === 7 ? 0 : 1))}`,
    ]),
  );
  files['src/file-7.txt'] = 'line 7\n';
  await forge.control.createRepository({ owner: 'acme', name, files, roles: { walter: 'write' } });
  const token = await forge.control.createToken({
    login: 'github-actions[bot]',
    repositories: [`acme/${name}`],
  });
  const walter = new Octokit({ baseUrl: forge.url, auth: forge.tokens.walter });
  const place = { owner: 'acme', repo: name };
  const { data: issue } = await walter.issues.create({ ...place, title: 'Add a line', body: BODY });
  await walter.issues.createComment({ ...place, issue_number: issue.number, body: '@bot implement' });
  await forge.control.settleDeliveries();
  const deliveries = await forge.control.listDeliveries();
  const { payload } = required(deliveries.findLast(({ event }) => event === 'issue_comment'));
  return { name, token, payload, issue: issue.number };
}

async function runOurs(forge: OpenForge, round: Round, path?: string): Promise<ActionRun> {
  const result = await runAction({
    apiUrl: forge.url,
    event: 'issue_comment',
    payload: round.payload,
    inputs: { 'github-token': round.token },
    ...(path !== undefined && { environment: { PATH: path } }),
  });
  if (result.outputs['conclusion'] !== 'committed')
    throw new Error(`the action did not land: ${result.stdout}${result.stderr}`);
  return result;
}

async function runFloor(forge: OpenForge, round: Round, directory: string): Promise<void> {
  const url = `${forge.url}/acme/${round.name}`.replace('://', `://x-access-token:${round.token}@`);
  const git = (...args: string[]): Promise<unknown> =>
    run('git', ['-C', directory, '-c', 'user.name=floor', '-c', 'user.email=floor@localhost', ...args]);
  await run('git', ['clone', '--quiet', '--depth=1', url, directory]);
  await writeFile(join(directory, 'src/file-7.txt'), 'line 7\nand one more\n');
  await git('checkout', '--quiet', '-b', 'change');
  await git('commit', '--quiet', '--all', '--message=Add a line');
  await git('push', '--quiet', 'origin', 'change');
  const api = `${forge.url}/repos/acme/${round.name}`;
  await curl(round.token, `${api}/pulls`, { title: 'Add a line', head: 'change', base: 'main', draft: true });
  await curl(round.token, `${api}/issues/${round.issue}/comments`, { body: 'Done.' });
}
