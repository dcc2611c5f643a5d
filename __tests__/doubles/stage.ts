import { Octokit } from '@octokit/rest';
import type { OpenForge } from '../../forge/open-forge.ts';
import type { LoggedRequest } from '../../forge/control/request-log.ts';
import type { RepositorySpec } from '../../forge/repositories.ts';
import type { Report } from '../../src/report/report.ts';
import { git } from './git.ts';
import { startAction, startActionHere, type ActionRun, type RunningAction } from './run-action.ts';
import { until } from './until.ts';

const silent = (): undefined => undefined;

export function clientOf(forge: Pick<OpenForge, 'url'>, token: string): Octokit {
  return new Octokit({
    baseUrl: forge.url,
    auth: token,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

export interface Told extends ActionRun {
  readonly report: Report;
}

export interface Acting extends Omit<RunningAction, 'ended'> {
  readonly ended: Promise<Told>;
}

/** One repository on the forge, with walter who may write to it, and a workflow's token. */
export interface Stage {
  readonly place: { readonly owner: string; readonly repo: string };
  readonly fullName: string;
  readonly gitDir: string;
  readonly cloneUrl: string;
  /** The first commit of the default branch. */
  readonly head: string;
  readonly token: string;
  readonly walter: Octokit;
  issue(title: string, body?: string, as?: Octokit): Promise<number>;
  /** Answers the comment's id. */
  comment(issue: number, body: string, as?: Octokit): Promise<number>;
  /** The payload of the last such event of this repository that a person caused, or a foreign App. */
  payload(event: string, action?: string): Promise<Payload>;
  /** Runs the action on the last such event. */
  act(event: string, inputs?: Readonly<Record<string, string>>, more?: ActMore): Promise<Told>;
  /** The same, while it runs. */
  begin(event: string, inputs?: Readonly<Record<string, string>>, more?: ActMore): Promise<Acting>;
  /** What was asked of the host about this repository since it was made. */
  requests(): Promise<LoggedRequest[]>;
  /** The comments of the workflow or App, oldest first. */
  answers(issue: number): Promise<{ id: number; body: string; login: string }[]>;
  branches(): Promise<string[]>;
  pulls(): Promise<Awaited<ReturnType<Octokit['pulls']['list']>>['data']>;
  git(...args: string[]): Promise<string>;
}

export type Payload = Readonly<Record<string, unknown>>;

export interface ActMore {
  readonly action?: string;
  readonly payload?: unknown;
  readonly environment?: Readonly<Record<string, string>>;
  /** `process`: the built action, as a runner starts it. Otherwise the same from its sources, in this process. */
  readonly door?: 'process' | 'here';
  readonly wholeJob?: boolean;
  readonly patienceMs?: number;
  readonly now?: () => number;
}

let last = 0;

export async function openStage(forge: OpenForge, spec: Partial<RepositorySpec> = {}): Promise<Stage> {
  last += 1;
  const facts = await forge.control.createRepository({
    owner: 'acme',
    name: `stage-${String(last).padStart(4, '0')}`,
    files: { 'README.md': 'one\ntwo\nthree\n' },
    roles: { walter: 'write', rita: 'read' },
    ...spec,
  });
  const [owner = '', repo = ''] = facts.fullName.split('/');
  const place = { owner, repo };
  const walter = clientOf(forge, forge.tokens.walter);
  const token = await forge.control.createToken({
    login: 'github-actions[bot]',
    repositories: [facts.fullName],
  });
  const stage: Stage = {
    place,
    fullName: facts.fullName,
    gitDir: facts.gitDir,
    cloneUrl: facts.cloneUrl,
    head: facts.head ?? '',
    token,
    walter,
    async issue(title, body = '', as = walter) {
      return (await as.issues.create({ ...place, title, body })).data.number;
    },
    async comment(issue, body, as = walter) {
      return (await as.issues.createComment({ ...place, issue_number: issue, body })).data.id;
    },
    async payload(event, action) {
      // An event comes on its own way, and perhaps after the answer to the request that caused it.
      const found = await until(`an event ${event} ${action ?? ''}`, async () => {
        await forge.control.settleDeliveries();
        return (await forge.control.listDeliveries(facts.fullName)).findLast(
          (one) =>
            one.event === event &&
            (action === undefined || one.action === action) &&
            // What our own comments cause is left out: on GitHub they start no workflow.
            !/"login":"(?:github-actions|wholly)\[bot\]"/.test(JSON.stringify(one.payload['sender'])),
        );
      });
      return found.payload;
    },
    act: async (event, inputs, more) => await (await stage.begin(event, inputs, more)).ended,
    async begin(event, inputs = {}, more = {}) {
      const payload = 'payload' in more ? more.payload : await stage.payload(event, more.action);
      const start = more.door === 'process' ? startAction : startActionHere;
      const acting = await start({
        apiUrl: forge.url,
        event,
        payload,
        inputs: { 'github-token': token, ...inputs },
        ...(more.environment !== undefined && { environment: more.environment }),
        ...(more.wholeJob !== undefined && { wholeJob: more.wholeJob }),
        ...(more.now !== undefined && { now: more.now }),
        ...(more.patienceMs !== undefined && { patienceMs: more.patienceMs }),
      });
      const ended = acting.ended.then((ran) => ({
        ...ran,
        report: JSON.parse(ran.outputs['report'] ?? 'null'),
      }));
      return { ...acting, ended };
    },
    async requests() {
      return await forge.control.listRequests(`/${repo}`);
    },
    async answers(issue) {
      const { data } = await walter.issues.listComments({ ...place, issue_number: issue, per_page: 100 });
      return data
        .filter(({ user }) => user?.type === 'Bot')
        .map(({ id, body, user }) => ({ id, body: body ?? '', login: user?.login ?? '' }));
    },
    async branches() {
      const listing = await git(facts.gitDir, ['for-each-ref', '--format=%(refname:short)', 'refs/heads']);
      return listing.split('\n').filter((name) => name !== '');
    },
    async pulls() {
      return (await walter.pulls.list({ ...place, state: 'all', per_page: 100 })).data;
    },
    git: (...args) => git(facts.gitDir, args),
  };
  return stage;
}

/** A fenced diff that adds one file. */
export function fenceAdding(path: string, ...lines: string[]): string {
  const added = lines.map((line) => `+${line}\n`).join('');
  return `\`\`\`diff\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1,${lines.length} @@\n${added}\`\`\`\n`;
}

/** Puts one more commit on a branch of the forge, behind everybody's back. */
export async function moveBranch(
  stage: Pick<Stage, 'walter' | 'place'>,
  branch: string,
  path: string,
  content: string,
): Promise<string> {
  const { data: now } = await stage.walter.git.getRef({ ...stage.place, ref: `heads/${branch}` });
  const { data: commit } = await stage.walter.git.getCommit({ ...stage.place, commit_sha: now.object.sha });
  const { data: tree } = await stage.walter.git.createTree({
    ...stage.place,
    base_tree: commit.tree.sha,
    tree: [{ path, mode: '100644', type: 'blob', content }],
  });
  const { data: made } = await stage.walter.git.createCommit({
    ...stage.place,
    message: 'Somebody else was here',
    tree: tree.sha,
    parents: [now.object.sha],
  });
  await stage.walter.git.updateRef({ ...stage.place, ref: `heads/${branch}`, sha: made.sha });
  return made.sha;
}
