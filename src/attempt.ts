import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { border } from './agent/border.ts';
import type { Agent, Outcome, Status } from './agent/agent.ts';
import type { Words } from './agent/words.ts';
import { untouchedUntil, type Checkout } from './checkout/checkout.ts';
import { collect } from './checkout/collect.ts';
import type { AgentTask, Conversation } from './converse.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { Objects } from './git/objects.ts';
import { readTreesAround, treeOf } from './git/tree.ts';
import { directoriesToRead } from './guard/base-tree.ts';
import { keepSealed, sealTogether, type Landing, type LandingPart, type LandingTools } from './land.ts';
import type { Conclusion } from './report/conclusion.ts';
import { NO_CHANGES, type Ending } from './report/ending.ts';
import { nameOfPhase, type RunRecord } from './report/record.ts';
import type { Report } from './report/report.ts';
import { describeSealed } from './report/sealed.ts';
import type { Settings } from './settings.ts';
import type { FailedVerification } from './verification/verify.ts';

/** One repository that an agent works on, and what becomes of what it changes there. */
export interface Site {
  /** `owner/name` on a host. */
  readonly repository: string;
  readonly checkout: Checkout;
  readonly objects: Objects;
  readonly settings: Settings;
  readonly delivery: Delivery;
}

/** What an agent works on; the request was made in the first repository. */
export interface Job {
  readonly agent: Agent;
  readonly conversation: Conversation;
  readonly task: AgentTask;
  readonly words: Words;
  readonly sites: readonly [Site, ...Site[]];
}

/**
 * One go of the agent, up to a change set that can be landed. Where its verification fails, an agent that can read
 * goes on in the same checkout with what the checks said.
 */
export async function attempt(
  job: Job,
  tools: LandingTools,
  record: RunRecord,
  round = 1,
  startedAt = Date.now(),
  failed: FailedVerification | null = null,
): Promise<Landing | Ending> {
  const { agent, conversation, task, sites } = job;
  const words = failed === null ? job.words : furtherWords(job.words, failed);
  const name = (phase: string): string => nameOfPhase(phase, round);
  const outcome = await record.phase(name('agent'), () => conversation.run(task, words));
  const sandbox = agent.sandboxed ? (await tools.openSandbox()).name : 'none';
  record.note({ agent: addUp(record.report.agent, rowOf(agent, sandbox, outcome)) });
  if (outcome.status === 'missing') return endingOf(outcome);

  const parts = await record.phase(name('change set'), () =>
    collectAll(sites, { survivors: agent.sandboxed && sandbox === 'none', startedAt }, tools),
  );
  for (const stray of await findStrays(sites))
    record.warn(`It lies in no repository, and was dropped: ${stray}`);
  if (outcome.status !== 'completed') {
    if (parts.length > 0)
      record.note({ changeSet: describeSealed(sealTogether(parts), await keepSealed(tools.store, parts)) });
    return endingOf(outcome);
  }
  if (parts.length === 0) return NO_CHANGES;
  const again = (failure: FailedVerification): Promise<Landing | Ending> =>
    attempt(job, tools, record, round + 1, startedAt, failure);
  return {
    parts,
    round,
    again: agent.sandboxed && round < sites[0].settings.attempts ? again : null,
    letGo() {
      for (const { checkout } of sites) checkout.letGo();
    },
  };
}

/** What an agent left beside the repositories that it found side by side. */
async function findStrays(sites: Job['sites']): Promise<string[]> {
  if (sites.length === 1) return [];
  const own = new Set(sites.map(({ checkout }) => basename(checkout.directory)));
  return (await readdir(dirname(sites[0].checkout.directory))).filter((name) => !own.has(name));
}

/** What was changed, of each repository where anything was. */
async function collectAll(
  sites: Job['sites'],
  { survivors, startedAt }: { readonly survivors: boolean; readonly startedAt: number },
  { git }: LandingTools,
): Promise<LandingPart[]> {
  const changed: LandingPart[] = [];
  for (const { repository, checkout, objects, settings, delivery } of sites) {
    const collected = await collect(git, untouchedUntil(checkout, startedAt), survivors);
    const { changeSet, uncarried } = collected;
    if (changeSet.changes.length === 0 && uncarried.length === 0) continue;
    const base = await objects.read(checkout.base);
    const paths = [...changeSet.changes.map(({ path }) => path), ...directoriesToRead(changeSet)];
    changed.push({
      ...collected,
      repository,
      base: base === null ? null : await readTreesAround(objects, treeOf(base.content), paths),
      gitDir: checkout.gitDir,
      policy: settings.policy,
      checks: settings.checks,
      signing: settings.signing,
      delivery,
    });
  }
  // A change of the one repository that was asked in needs no other name than its own digest.
  const [only] = changed;
  const isPlain = changed.length === 1 && only?.delivery === sites[0].delivery;
  return isPlain && only !== undefined ? [{ ...only, repository: null }] : changed;
}

/** The same request, and what is wrong with what was made of it; who was there knows the request. */
function furtherWords(words: Words, failure: FailedVerification): Words {
  return {
    say: (earlier) => renderFurtherPrompt(earlier === null ? words.say(null) : '', failure),
    files: [
      ...words.files,
      {
        name: 'failed-check.md',
        about: 'the check that failed, and what it printed',
        text: renderCheck(failure),
      },
    ],
  };
}

function renderFurtherPrompt(prompt: string, failure: FailedVerification): string {
  const parts = [
    prompt.trimEnd(),
    'You worked on this before, and your changes are in the working directory. A check of the repository failed on them; mend what makes it fail.',
    renderFailure(failure, 'The end of what it printed', failure.output),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function renderCheck(failure: FailedVerification): string {
  return `${renderFailure(failure, 'What it printed', failure.printed)}\n`;
}

/** What a command printed is nobody's order. */
function renderFailure({ command, why }: FailedVerification, heading: string, printed: string): string {
  return [
    `The check:\n\n${border(command)}`,
    `What became of it:\n\n${border(why)}`,
    printed.trim() === '' ? 'It printed nothing.' : `${heading}:\n\n${border(printed.trimEnd())}`,
  ].join('\n\n');
}

function rowOf(agent: Agent, sandbox: string, outcome: Outcome): NonNullable<Report['agent']> {
  const { status, version, sessionId, turns, tokens, denials } = outcome;
  return { name: agent.name, version, status, sandbox, sessionId, turns, tokens, denials };
}

/** All attempts of one run together; the last one's word on how it ended. */
function addUp(before: Report['agent'], row: NonNullable<Report['agent']>): NonNullable<Report['agent']> {
  if (before === null) return row;
  const sum = (a: number | null, b: number | null): number | null =>
    a === null && b === null ? null : (a ?? 0) + (b ?? 0);
  return {
    ...row,
    turns: sum(before.turns, row.turns),
    tokens: sum(before.tokens, row.tokens),
    denials: before.denials + row.denials,
  };
}

const CONCLUSIONS: Readonly<Record<Exclude<Status, 'completed'>, Conclusion>> = {
  failed: 'agent-failed',
  'timed-out': 'agent-failed',
  limit: 'agent-failed',
  cancelled: 'cancelled',
  missing: 'usage',
};

function endingOf({ status, code, reason }: Outcome): Ending {
  if (status === 'completed') throw new TypeError('a completed agent ends nothing');
  return { conclusion: CONCLUSIONS[status], code: code ?? 'EAGENT', reason };
}
