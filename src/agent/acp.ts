import { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import {
  client,
  methods,
  ndJsonStream,
  PROTOCOL_VERSION,
  type ClientContext,
  type PromptResponse,
  type StopReason,
} from '@agentclientprotocol/sdk';
import type { Channel, Sandbox } from '../sandbox/sandbox.ts';
import { judgePermission } from './acp-permission.ts';
import { openUpdates } from './acp-updates.ts';
import type { Agent, AgentEvent, Outcome, Task } from './agent.ts';
import { confine, outcomeOf } from './command.ts';
import { openMeter } from './meter.ts';
import { sinceThen } from './since-then.ts';

/** How long an agent has to answer that it was cancelled; together with the sandbox's farewell below three seconds. */
const CANCEL_MS = 1000;
/** How long an agent may take to start; some load for seconds. */
const START_MS = 60_000;
/** A loaded conversation is told to its end when it was quiet for so long; that is waited for at most so long. */
const QUIET_MS = 200;
const REPLAY_MS = 5000;
/** Of one message of the protocol: a whole file in a tool call fits, a flood does not. */
const LONGEST_MESSAGE_BYTES = 16 * 1024 * 1024;

/** Where a sandbox shows every checkout to an agent that goes on with a conversation only where that began. */
const STEADY_PLACE = '/wholly-checkout';

interface Manner {
  readonly name?: string;
  /** It keeps a conversation together with the path of the directory that it is about. */
  readonly knowsPlaces?: boolean;
  /** How long it may take to open a conversation. */
  readonly startMs?: number;
}

/** What became of the talk, whatever becomes of the process. */
type Talk =
  | { readonly kind: 'stopped'; readonly reason: StopReason }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'cancelled' };

/**
 * An agent that speaks the Agent Client Protocol on its standard input and output (https://agentclientprotocol.com). It is
 * offered neither our files nor a terminal: it works in its own sandbox, and what it did is read from the tree.
 */
export function acpAgent(
  argv: readonly [string, ...string[]],
  sandbox: Sandbox,
  { name = 'acp', knowsPlaces = false, startMs = START_MS }: Manner = {},
): Agent {
  const workAt = knowsPlaces && sandbox.name !== 'none' ? STEADY_PLACE : null;
  return {
    name,
    sandboxed: true,
    async run(task, onEvent) {
      const meter = openMeter(task.limits);
      // As the agent calls it.
      const place = { ...task, directory: workAt ?? task.inside?.directory ?? task.directory };
      let talk: Talk = { kind: 'broken', why: 'it never answered' };
      let opened: Opened | null = null;
      let answer = '';
      const errors = new TextDecoder();
      function tell(event: AgentEvent): void {
        const own = opened?.resumed === true ? withoutEarlier(event, task.session) : event;
        meter.see(own);
        onEvent(own);
      }
      const exit = await sandbox.run({
        ...confine(task),
        ...(workAt !== null && { workAt }),
        argv,
        onOutput(stream, bytes) {
          const text = stream === 'stderr' ? errors.decode(bytes, { stream: true }) : '';
          if (text !== '') onEvent({ kind: 'output', stream, text });
        },
        onRefusedHost: (address) => tell({ kind: 'denied', act: `reach ${address}` }),
        async converse(channel) {
          const signal = AbortSignal.any([meter.signal, ...(task.signal ? [task.signal] : [])]);
          const updates = openUpdates(place.directory, tell);
          talk = await converse(channel, place, {
            tell,
            signal,
            startMs,
            updates,
            opened(session) {
              opened = session;
            },
          });
          updates.end();
          answer = updates.lastMessage;
        },
      });
      const ended = meter.passed ?? outcomeOfTalk(talk) ?? outcomeOf(exit, task.limits);
      const { status, reason, code } =
        exit.kind === 'exited' || exit.kind === 'killed' ? ended : outcomeOf(exit, task.limits);
      return {
        status,
        reason,
        ...(code !== undefined && { code }),
        ...meter.used,
        ...(task.session !== undefined && isAnew(opened) && { resumed: false }),
        ...(status === 'completed' && answer !== '' && { answer }),
      };
    },
  };
}

interface Talking {
  readonly tell: (event: AgentEvent) => void;
  readonly signal: AbortSignal;
  readonly startMs: number;
  readonly updates: ReturnType<typeof openUpdates>;
  readonly opened: (session: Opened) => void;
}

/** A conversation that has begun. */
interface Opened {
  readonly id: string;
  readonly resumed: boolean;
}

function isAnew(opened: Opened | null): boolean {
  return opened !== null && !opened.resumed;
}

/** The protocol's costs are those of the conversation, its tokens what the context holds (https://agentclientprotocol.com/protocol/session-usage). */
function withoutEarlier(event: AgentEvent, session: Task['session']): AgentEvent {
  if (event.kind !== 'usage' || event.dollars === null || session === undefined) return event;
  return { ...event, dollars: sinceThen(event.dollars, session.used.dollars) };
}

async function converse(
  { input, output }: Channel,
  task: Task,
  { tell, signal, startMs, updates, opened }: Talking,
): Promise<Talk> {
  let listening = false;
  let heardAt = performance.now();
  const app = client({ name: 'wholly' })
    .onRequest(methods.client.session.requestPermission, ({ params }) => {
      const { optionId, granted } = judgePermission(params.toolCall, params.options, task);
      if (!granted)
        tell({ kind: 'denied', act: params.toolCall.title ?? params.toolCall.kind ?? 'something' });
      return optionId === null
        ? { outcome: { outcome: 'cancelled' } }
        : { outcome: { outcome: 'selected', optionId } };
    })
    .onNotification(methods.client.session.update, ({ params }) => {
      heardAt = performance.now();
      // An agent that loads a session tells it all over again.
      if (listening) updates.take(params.update);
    });
  const stream = ndJsonStream(Writable.toWeb(input), Readable.toWeb(output), {
    maxMessageBytes: LONGEST_MESSAGE_BYTES,
  });
  try {
    return await app.connectWith(stream, async (agent): Promise<Talk> => {
      const session = await openSession(
        agent,
        task,
        AbortSignal.any([signal, AbortSignal.timeout(startMs)]),
        tell,
      );
      const { id: sessionId, resumed } = session;
      opened(session);
      tell({ kind: 'session', id: sessionId });
      // Measured: Gemini CLI goes on telling the old story after it has said that it is loaded.
      if (resumed) await untilQuiet(() => heardAt);
      listening = true;
      const said = resumed ? (task.session?.prompt ?? task.prompt) : task.prompt;
      const prompt = [{ type: 'text' as const, text: said }];
      const done: Promise<PromptResponse> = agent.request(methods.agent.session.prompt, {
        sessionId,
        prompt,
      });
      const cancelled = once(signal);
      const first = await Promise.race([done, cancelled]);
      if (first !== 'aborted') return { kind: 'stopped', reason: first.stopReason };
      await agent.notify(methods.agent.session.cancel, { sessionId });
      // Its answer is of no use any more; only its time to tidy up is.
      await Promise.race([done.catch(() => null), delay(CANCEL_MS, undefined, { ref: false })]);
      return { kind: 'cancelled' };
    });
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled' };
    return { kind: 'broken', why: error instanceof Error ? error.message : String(error) };
  }
}

/** The session that is asked for, where the agent still knows it; else a new one. */
async function openSession(
  agent: ClientContext,
  task: Task,
  signal: AbortSignal,
  tell: (event: AgentEvent) => void,
): Promise<Opened> {
  const options = { cancellationSignal: signal };
  const { agentCapabilities, agentInfo } = await orAborted(
    agent.request(
      methods.agent.initialize,
      {
        protocolVersion: PROTOCOL_VERSION,
        // Measured: for most agents a write through the client is a notice, not a gate; so none is offered.
        clientCapabilities: { fs: { readTextFile: false, writeTextFile: false }, terminal: false },
        clientInfo: { name: 'wholly', version: '0' },
      },
      options,
    ),
    signal,
  );
  if (agentInfo) tell({ kind: 'version', version: agentInfo.version });
  const place = { cwd: task.directory, mcpServers: [] };
  if (task.session !== undefined && agentCapabilities?.loadSession === true) {
    try {
      await orAborted(
        agent.request(methods.agent.session.load, { ...place, sessionId: task.session.id }, options),
        signal,
      );
      return { id: task.session.id, resumed: true };
    } catch (error) {
      if (signal.aborted) throw error;
    }
  }
  const made = await orAborted(agent.request(methods.agent.session.new, place, options), signal);
  return { id: made.sessionId, resumed: false };
}

async function untilQuiet(heardAt: () => number): Promise<void> {
  const end = performance.now() + REPLAY_MS;
  while (performance.now() < Math.min(end, heardAt() + QUIET_MS)) await delay(QUIET_MS / 4);
}

/** An agent that does not answer is not waited for. */
async function orAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const first = await Promise.race([answer.then((value) => ({ value })), once(signal)]);
  if (first === 'aborted') throw new Error('it did not answer in time');
  return first.value;
}

function once(signal: AbortSignal): Promise<'aborted'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('aborted');
    else signal.addEventListener('abort', () => resolve('aborted'), { once: true });
  });
}

const STOPS: Readonly<Record<StopReason, Pick<Outcome, 'status' | 'code' | 'reason'>>> = {
  end_turn: { status: 'completed', reason: 'The agent finished.' },
  max_tokens: { status: 'limit', code: 'EAGENTTOKENS', reason: 'The agent ran out of tokens.' },
  max_turn_requests: { status: 'limit', code: 'EAGENTTURNS', reason: 'The agent ran out of turns.' },
  refusal: { status: 'failed', code: 'EAGENTREFUSED', reason: 'The agent refused to go on.' },
  cancelled: { status: 'cancelled', code: 'ECANCELLED', reason: 'The agent was stopped on request.' },
};

/** `null` where the process itself tells more. */
function outcomeOfTalk(talk: Talk): Pick<Outcome, 'status' | 'code' | 'reason'> | null {
  switch (talk.kind) {
    case 'stopped':
      return STOPS[talk.reason];
    case 'cancelled':
      return STOPS.cancelled;
    case 'broken':
      return {
        status: 'failed',
        code: 'EAGENTPROTOCOL',
        reason: `The agent broke off: ${talk.why.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, 300)}.`,
      };
  }
}
