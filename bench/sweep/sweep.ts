import { setTimeout as sleep } from 'node:timers/promises';
import { openScratch } from '../../__tests__/doubles/scratch.ts';
import { fenceAdding, openStage, type Stage } from '../../__tests__/doubles/stage.ts';
import { until } from '../../__tests__/doubles/until.ts';
import type { Fault } from '../../forge/control/faults.ts';
import type { OpenForge } from '../../forge/open-forge.ts';
import { openGit } from '../../src/git/git.ts';

/** One write of the story, as the host sees it. */
export interface Write {
  readonly method: string;
  /** A regular expression over its path, behind the name of the repository. */
  readonly path: string;
}

/**
 * What goes wrong at it. `kill`: Wholly is ended there and then, and the host still does what it was asked. `timeout`: the
 * host does it too, but when Wholly has stopped waiting.
 */
export type Trouble = Fault | { readonly kind: 'kill' } | { readonly kind: 'timeout' };

export const TROUBLES: Readonly<Record<string, Trouble>> = {
  '403': { kind: 'answer', status: 403, body: { message: 'Forbidden' } },
  '404': { kind: 'answer', status: 404, body: { message: 'Not Found' } },
  '409': { kind: 'answer', status: 409, body: { message: 'Conflict' } },
  '422': { kind: 'answer', status: 422, body: { message: 'Validation Failed' } },
  '429': { kind: 'answer', status: 429, headers: { 'retry-after': '1' }, body: { message: 'Slow down' } },
  '500': { kind: 'answer', status: 500 },
  '502': { kind: 'answer', status: 502 },
  reset: { kind: 'cut-before' },
  'lost answer': { kind: 'cut-after' },
  timeout: { kind: 'timeout' },
  kill: { kind: 'kill' },
};

/** How long Wholly waits for an answer here, and how long the host takes that is too late. */
const PATIENCE_MS = 4500;
const LATE_MS = PATIENCE_MS + 500;

export interface Swept {
  /** How the run ended; `killed` where it was. */
  readonly conclusion: string;
  /** How the repeat of the same event ended. */
  readonly repeat: string;
  /** Everything that should not be so. */
  readonly wrong: readonly string[];
}

const FILE = 'hello.txt';
const INPUTS = { labels: 'bot', reviewers: 'rita' };

/** The writes of a run in which nothing goes wrong, in their order. */
export async function learnWrites(forge: OpenForge): Promise<Write[]> {
  await using scratch = await openScratch();
  const stage = await openRequest(forge);
  const before = new Set((await stage.requests()).map(({ id }) => id));
  await stage.act('issue_comment', { ...INPUTS, 'state-dir': scratch.join('state') });
  const writes = new Map<string, Write>();
  for (const { id, method, path, isWrite } of await stage.requests()) {
    if (before.has(id) || !isWrite) continue;
    const [, rest = ''] = path.split(`/${stage.place.repo}`);
    const pattern = `${rest.replaceAll(/\d+/g, '\\d+')}$`;
    writes.set(`${method} ${pattern}`, { method, path: pattern });
  }
  return [...writes.values()];
}

/** One run with one trouble at one write, what is there afterwards, and the repeat of it. */
export async function sweepOne(forge: OpenForge, write: Write, trouble: Trouble): Promise<Swept> {
  await using scratch = await openScratch();
  const stage = await openRequest(forge);
  const inputs = { ...INPUTS, 'state-dir': scratch.join('state') };
  const match = { method: write.method, path: `/${stage.place.repo}${write.path}` };
  await forge.control.addFault({ match, fault: faultOf(trouble) });
  const wrong: string[] = [];
  const conclusion = trouble.kind === 'kill' ? await runAndKill(stage, inputs) : await run(stage, inputs);
  wrong.push(...(await findWrong(stage, conclusion)));
  // Without it most of what is found right here would be so as well.
  if ((await stage.requests()).every(({ fault }) => fault === null)) wrong.push('the trouble was never met');

  const repeat = await run(stage, inputs);
  wrong.push(...(await findWrong(stage, repeat)).map((what) => `repeat: ${what}`));
  // A refusal stands as long as nothing has changed.
  if (repeat !== 'committed' && !(conclusion === 'denied' && repeat === 'denied'))
    wrong.push(`repeat: ended as ${repeat}`);
  return { conclusion, repeat, wrong };
}

function faultOf(trouble: Trouble): Fault {
  if (trouble.kind === 'kill') return { kind: 'delay', milliseconds: 700 };
  return trouble.kind === 'timeout' ? { kind: 'delay', milliseconds: LATE_MS } : trouble;
}

async function openRequest(forge: OpenForge): Promise<Stage> {
  const stage = await openStage(forge);
  const issue = await stage.issue('Title', fenceAdding(FILE, 'hello'));
  await stage.comment(issue, '@bot implement');
  return stage;
}

async function run(stage: Stage, inputs: Readonly<Record<string, string>>): Promise<string> {
  return (await stage.act('issue_comment', inputs, { patienceMs: PATIENCE_MS })).report.conclusion;
}

/** Kills it over the held request, lets the host finish that, and has the step after the job tidy up. */
async function runAndKill(stage: Stage, inputs: Readonly<Record<string, string>>): Promise<string> {
  const acting = await stage.begin('issue_comment', inputs, { door: 'process' });
  await until('the held request', async () =>
    (await stage.requests()).some(({ fault }) => fault === 'delay'),
  );
  acting.kill('SIGKILL');
  await acting.ended;
  await sleep(900);
  await stage.act('issue_comment', inputs, {
    door: 'process',
    environment: { STATE_WHOLLY_BEGUN: 'yes' },
  });
  return 'killed';
}

/** Holds what a run said against what its host has. */
async function findWrong(stage: Stage, conclusion: string): Promise<string[]> {
  const wrong: string[] = [];
  const branches = (await stage.branches()).filter((name) => name.startsWith('bot/'));
  const pulls = await stage.pulls();
  const open = pulls.filter(({ state }) => state === 'open');
  const answers = await stage.answers(1);
  if (branches.length > 1) wrong.push(`${branches.length} branches`);
  if (open.length > 1) wrong.push(`${open.length} pull requests`);
  if (answers.length > 1) wrong.push(`${answers.length} comments`);
  const landed = open.length === 1 && branches.length === 1;
  if (branches.length !== open.length)
    wrong.push(`${branches.length} branches, ${open.length} pull requests`);
  if (conclusion === 'committed' && !landed) wrong.push('said committed, and is not');
  if (!['committed', 'killed', 'rollback-failed'].includes(conclusion) && landed)
    wrong.push(`said ${conclusion}, and has landed`);
  if (landed && (await treeOf(stage, branches[0] ?? '')) !== (await treeWanted(stage)))
    wrong.push('another tree');
  const [body = ''] = answers.map((answer) => answer.body);
  if (body.startsWith('**Wholly is working')) wrong.push('the comment is stuck');
  else if (body !== '' && landed !== body.startsWith('**Wholly finished'))
    wrong.push('the comment is untrue');
  return wrong;
}

async function treeOf(stage: Stage, branch: string): Promise<string> {
  return await stage.git('rev-parse', `refs/heads/${branch}^{tree}`);
}

/** The tree that plain git makes of the base and the one new file. */
async function treeWanted(stage: Stage): Promise<string> {
  const git = openGit({ PATH: process.env['PATH'] ?? '' });
  const gitDir = stage.gitDir;
  const blob = (await git.run(['hash-object', '-w', '--stdin'], { gitDir, input: 'hello\n' }))
    .toString()
    .trim();
  const listing = (await git.run(['ls-tree', stage.head], { gitDir })).toString();
  const tree = await git.run(['mktree'], { gitDir, input: `${listing}100644 blob ${blob}\t${FILE}\n` });
  return tree.toString().trim();
}
