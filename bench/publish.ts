import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Octokit } from '@octokit/rest';
import { runAction, type ActionRun } from '../__tests__/doubles/run-action.ts';
import type { LoggedRequest } from '../forge/control/request-log.ts';
import { openForge, type OpenForge } from '../forge/open-forge.ts';
import { measure, medianOf, printRatios, type Contestant } from './measure.ts';
import { curl, listGit, phasesOf, required } from './on-forge.ts';

const run = promisify(execFile);
const FILES = 1000;
const SIZES = [
  { changed: 1, rounds: 7, target: 2 },
  { changed: 100, rounds: 7, target: 1.5 },
  { changed: 1000, rounds: 5, target: 1.3 },
];
/** What the floor has behind it when its clock starts. */
const BEFORE = ['checkout', 'agent'];

interface Place {
  readonly name: string;
  readonly token: string;
  /** Of a workflow that walter starts by hand. */
  readonly payload: unknown;
}

/**
 * From changed files to an open pull request, by a push and by a commit that the host signs, against the least that git
 * and curl can do it in. Ours is a run of the action, from the moment its agent has done its last to the end of the
 * process; what the process needs before, without checkout and agent, is printed beside it.
 */
export async function benchPublish(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'wholly-bench-'));
  try {
    for (const size of SIZES) {
      await using forge = await openForge({}, process.env['PATH']);
      await benchSize(forge, directory, size);
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function benchSize(
  forge: OpenForge,
  directory: string,
  { changed, rounds, target }: (typeof SIZES)[number],
): Promise<void> {
  let place: Place | null = null;
  const clone = join(directory, `floor-${changed}`);
  const agentEnded = join(directory, 'agent-ended');
  const requests = new Map<string, Requests>();
  const whole = new Map<string, number[]>();
  const ours = (name: string, signing: string): Contestant => ({
    name,
    prepare: async (round) => {
      place = await openPlace(forge, `${signing}-${changed}-${round + 1}`);
      await forge.control.clearRequests();
    },
    run: async () => {
      const startedAt = Date.now();
      const done = await publishByAction(forge, required(place), { changed, signing, agentEnded });
      const endedAt = Date.now();
      const before = phasesOf(done).filter((phase) => BEFORE.includes(phase.name));
      const beyond = endedAt - startedAt - before.reduce((sum, phase) => sum + phase.durationMs, 0);
      whole.set(name, [...(whole.get(name) ?? []), beyond]);
      const { mtimeMs } = await stat(agentEnded);
      requests.set(name, splitAt(mtimeMs, await forge.control.listRequests()));
      return endedAt - mtimeMs;
    },
  });
  const measured = await measure(
    [
      {
        name: 'floor: add, commit, push, POST pulls',
        prepare: async (round) => {
          place = await openPlace(forge, `floor-${changed}-${round + 1}`);
          await rm(clone, { recursive: true, force: true });
          await openClone(forge, place, clone, changed);
        },
        run: async () => publishByGit(forge, required(place), clone),
      },
      ours('wholly, pushed', 'off'),
      ours('wholly, signed by the host', 'require'),
    ],
    rounds,
  );
  const floor = measured[0]?.name ?? '';
  printRatios(
    `Publish: ${changed} of ${FILES} files changed (target: pushed at most ${target}x, signed at most 3x the pushed)`,
    measured,
    floor,
  );
  for (const [name, [, ...times]] of whole) {
    const ms = medianOf(times.toSorted((a, b) => a - b));
    const ratio = (ms / (measured[0]?.median ?? 1)).toFixed(2);
    console.log(`  with the start of its process, ${name}: ${ratio}x`);
  }
  for (const [name, { before, after }] of requests) {
    console.log(`  requests, ${name}: ${after.length} (target: at most 4): ${after.join(', ')}`);
    console.log(`    and ${before.length} before its agent ended: ${before.join(', ')}`);
  }
  if (changed !== SIZES[0]?.changed) return;
  const counted = await openPlace(forge, 'counted');
  const started = await listGit(directory, (path) =>
    publishByAction(forge, counted, { changed, signing: 'off', agentEnded, path }),
  );
  console.log(
    `  git subprocesses: ${started.length}, checkout and all (target: at most 10): ${started.join(', ')}`,
  );
  console.log('  create-pull-request is not in this table: no copy of its released bundle is at hand.');
}

interface Requests {
  /** Of the checkout, and of what is asked before an agent costs anything. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function splitAt(agentEndedAt: number, logged: readonly LoggedRequest[]): Requests {
  const isAfter = ({ at }: LoggedRequest): boolean => Date.parse(at) >= Math.floor(agentEndedAt);
  return {
    before: logged.filter((request) => !isAfter(request)).map(nameOf),
    after: logged.filter(isAfter).map(nameOf),
  };
}

function nameOf({ method, path }: LoggedRequest): string {
  return `${method} ${path.replace(/^.*\/[a-z]+-\d+-\d+(?:\.git)?\//, '/').replace(/^.*service=/, '/info/refs ')}`;
}

async function openPlace(forge: OpenForge, name: string): Promise<Place> {
  const files = Object.fromEntries(
    Array.from({ length: FILES }, (_, index) => [
      `src/file-${index}.txt`,
      `line ${index}\n${'x'.repeat(500)}\n`,
    ]),
  );
  await forge.control.createRepository({ owner: 'acme', name, files, roles: { walter: 'write' } });
  const token = await forge.control.createToken({
    login: 'github-actions[bot]',
    repositories: [`acme/${name}`],
  });
  const walter = new Octokit({ baseUrl: forge.url, auth: forge.tokens.walter });
  const { data: repository } = await walter.repos.get({ owner: 'acme', repo: name });
  const { data: sender } = await walter.users.getAuthenticated();
  const workflow = '.github/workflows/bot.yml';
  return {
    name,
    token,
    payload: { inputs: {}, ref: 'refs/heads/main', repository, sender, workflow },
  };
}

async function openClone(forge: OpenForge, place: Place, clone: string, changed: number): Promise<void> {
  const url = `${forge.url}/acme/${place.name}`.replace('://', `://x-access-token:${place.token}@`);
  await run('git', ['clone', '--quiet', '--depth=1', url, clone]);
  for (let index = 0; index < changed; index += 1) {
    await appendFile(join(clone, `src/file-${index}.txt`), 'one more\n');
  }
}

async function publishByGit(forge: OpenForge, { name, token }: Place, clone: string): Promise<void> {
  const git = (...args: string[]): Promise<unknown> =>
    run('git', ['-C', clone, '-c', 'user.name=floor', '-c', 'user.email=floor@localhost', ...args]);
  await git('checkout', '--quiet', '-b', 'change');
  await git('add', '--all');
  await git('commit', '--quiet', '--message=Add a line');
  await git('push', '--quiet', 'origin', 'change');
  await curl(token, `${forge.url}/repos/acme/${name}/pulls`, {
    title: 'Add a line',
    head: 'change',
    base: 'main',
    draft: true,
  });
}

interface ActionWork {
  readonly changed: number;
  readonly signing: string;
  /** A file that the agent touches last. */
  readonly agentEnded: string;
  readonly path?: string;
}

async function publishByAction(
  forge: OpenForge,
  { token, payload }: Place,
  { changed, signing, agentEnded, path }: ActionWork,
): Promise<ActionRun> {
  const script = `n=0; while [ $n -lt ${changed} ]; do echo 'one more' >> src/file-$n.txt; n=$((n + 1)); done; : > '${agentEnded}'`;
  const result = await runAction({
    apiUrl: forge.url,
    event: 'workflow_dispatch',
    payload,
    inputs: {
      'github-token': token,
      prompt: 'Add a line',
      'agent-command': JSON.stringify(['sh', '-c', script]),
      sandbox: 'none',
      'max-files': '2000',
      'commit-signing': signing,
    },
    ...(path !== undefined && { environment: { PATH: path } }),
  });
  if (result.outputs['conclusion'] !== 'committed')
    throw new Error(`the action did not land: ${result.stdout}${result.stderr}`);
  return result;
}
