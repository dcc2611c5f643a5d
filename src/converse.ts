import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Agent, EarlierSession, Outcome, Task, Used } from './agent/agent.ts';
import { PRESETS } from './agent/presets.ts';
import { isSessionId } from './agent/session-id.ts';
import { tellEvent } from './agent/tell-event.ts';
import type { Words } from './agent/words.ts';
import { openScratch } from './checkout/scratch.ts';
import { give } from './given.ts';
import { endingOfError } from './report/ending.ts';
import type { RunRecord } from './report/record.ts';
import { planSecretScan } from './secrets/scan.ts';
import { copyFiles, NotCopied } from './state/copy-files.ts';
import { SESSION_LIMITS, type FoundSession, type KeptSession, type SessionFiles } from './state/sessions.ts';

/** A task without what the conversation gives it. */
export type AgentTask = Omit<Task, 'prompt' | 'home' | 'session' | 'given'>;

/** What one agent keeps between the runs of one thread; see `Sessions`. */
export interface KeptConversation {
  restore(agent: string, into: string): Promise<FoundSession>;
  keep(agent: string, session: KeptSession, from: SessionFiles): Promise<string | null>;
  noteFailure(agent: string): Promise<void>;
}

export interface ConversationTools {
  /** An existing directory for what is gone after the run. */
  readonly scratch: string;
  /** `null`: an agent begins anew in each run. */
  readonly conversation: KeptConversation | null;
  /** The keys and addresses of models, by their variables. */
  readonly modelKeys: Readonly<Record<string, string>>;
}

/** The conversation of one run with its agent, over all of its attempts. */
export interface Conversation extends AsyncDisposable {
  /** Goes on where it ended before, or begins anew and says so. */
  run(task: AgentTask, words: Words): Promise<Outcome>;
  /** For the next request of the thread. What comes in its way is said. */
  keep(): Promise<void>;
}

/** A conversation as it stands, and where its files lie. */
interface Standing extends Omit<EarlierSession, 'prompt'> {
  readonly root: string;
  readonly below: string;
}

const NOTHING: Used = { tokens: 0, dollars: 0 };
/** Below the place of the conversation: a copy of what was kept. */
const KEPT = 'kept';

/** Opens the conversation that is kept, if any. `directory`: what the agent works in; `secrets`: kept nowhere. */
export async function openConversation(
  agent: Agent,
  directory: string,
  secrets: readonly string[],
  tools: ConversationTools,
  record: RunRecord,
): Promise<Conversation> {
  const run: Run = (task, { files }) =>
    // Who runs nobody's code reads none.
    give(task, agent.sandboxed ? files : [], tools.scratch, (given) =>
      agent.run(given, (event) => tellEvent(event, record)),
    );
  const below = agent.sessionsOf?.(directory);
  const { conversation: kept, modelKeys } = tools;
  if (below === undefined || kept === null) {
    return {
      run: (task, words) => run({ ...task, prompt: words.say(null) }, words),
      async keep() {},
      async [Symbol.asyncDispose]() {},
    };
  }
  await using made = new AsyncDisposableStack();
  const { directory: place } = made.use(await openScratch(tools.scratch));
  // No agent is given the keys of models; should one have come by one all the same, it is not kept.
  const keys = Object.values(PRESETS).map(({ model }) => modelKeys[model.key] ?? '');
  const isSecret = planSecretScan([...secrets, ...keys]).finds;
  const conversation = await openKept({ name: agent.name, below, place, kept, isSecret, run }, record);
  const cleanUp = made.move();
  return { ...conversation, [Symbol.asyncDispose]: () => cleanUp.disposeAsync() };
}

/** One go of the agent. */
type Run = (task: Task, words: Words) => Promise<Outcome>;

interface Keeping {
  readonly name: string;
  /** Where its conversations lie below its home. */
  readonly below: string;
  /** A directory of ours. */
  readonly place: string;
  readonly kept: KeptConversation;
  readonly isSecret: SessionFiles['isSecret'];
  readonly run: Run;
}

async function openKept(
  { name, below, place, kept, isSecret, run }: Keeping,
  record: RunRecord,
): Promise<Pick<Conversation, 'run' | 'keep'>> {
  let standing = await find();
  let homes = 0;

  function beginAnew(why: string): null {
    record.warn(
      `The agent could not go on with the earlier conversation of this thread (${why}), and began a new one.`,
    );
    return null;
  }

  async function find(): Promise<Standing | null> {
    const into = join(place, KEPT);
    try {
      await mkdir(into, { mode: 0o700 });
      const found = await kept.restore(name, into);
      if (found.kind === 'none') return null;
      if (found.kind === 'unusable') return beginAnew(found.why);
      const { id, used } = found;
      return isSessionId(id) ? { id, used, root: place, below: KEPT } : null;
    } catch (error) {
      return beginAnew(reasonOf(error));
    }
  }

  /** New each time: of the one before the conversation alone, so that no settings that an agent left there are obeyed. */
  async function openHome(): Promise<string> {
    const home = join(place, `home-${(homes += 1)}`);
    const files = join(home, below);
    await mkdir(files, { recursive: true, mode: 0o700 });
    if (standing === null) return home;
    try {
      await copyFiles(standing.root, standing.below, files, {
        limits: SESSION_LIMITS,
        isSecret: () => false,
      });
      return home;
    } catch (error) {
      if (!(error instanceof NotCopied)) throw error;
      standing = beginAnew(error.why);
      return await openHome();
    }
  }

  async function converse(task: AgentTask, words: Words): Promise<Outcome> {
    const home = await openHome();
    const session = standing === null ? null : { ...standing, prompt: words.say(standing.id) };
    const outcome = await run({ ...task, prompt: words.say(null), home, ...(session && { session }) }, words);
    const { code, status, resumed, sessionId: id } = outcome;
    if (code === 'ENOSESSION' || resumed === false)
      standing = beginAnew('the agent does not know it any more');
    if (code === 'ENOSESSION') return await converse(task, words);
    if (status === 'failed' && standing?.below === KEPT) await noteFailure();
    const used = sumOf(standing?.used ?? NOTHING, outcome);
    // What it failed over stays as it was.
    standing = id === null || status === 'failed' ? null : { id, used, root: home, below };
    return outcome;
  }

  async function noteFailure(): Promise<void> {
    try {
      await kept.noteFailure(name);
    } catch (error) {
      record.warn(`What became of the agent's conversation was not noted: ${reasonOf(error)}.`);
    }
  }

  return {
    run: converse,
    async keep() {
      if (standing === null) return;
      const { id, used, root: home, below } = standing;
      try {
        const why = await kept.keep(name, { id, used }, { home, below, isSecret });
        if (why !== null) record.warn(`The agent's conversation was not kept: ${why}.`);
      } catch (error) {
        record.warn(`The agent's conversation was not kept: ${reasonOf(error)}.`);
      }
    },
  };
}

function sumOf({ tokens, dollars }: Used, now: Pick<Outcome, 'tokens' | 'dollars'>): Used {
  return { tokens: tokens + (now.tokens ?? 0), dollars: dollars + (now.dollars ?? 0) };
}

function reasonOf(error: unknown): string {
  return endingOfError(error).reason ?? 'it cannot be read';
}
