import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  agent,
  methods,
  ndJsonStream,
  PROTOCOL_VERSION,
  type AgentContext,
  type RequestPermissionResponse,
} from '@agentclientprotocol/sdk';

/**
 * An agent made with the protocol's own library, which behaves as its first argument says. Sessions that it knows are told
 * to it by the second.
 */
const [, , behaviour = 'works', known = ''] = process.argv;
const out = (text: string): void => void process.stdout.write(text);

let cwd = '';
let offered: unknown;
const cancelled = new AbortController();

async function tell(context: AgentContext, sessionId: string, update: object): Promise<void> {
  await context.notify(methods.client.session.update, { sessionId, update } as never);
}

const text = (said: string): object => ({
  sessionUpdate: 'agent_message_chunk',
  content: { type: 'text', text: said },
});

async function work(context: AgentContext, sessionId: string, prompt: string): Promise<string> {
  const edit = (id: string, path: string): object => ({
    sessionUpdate: 'tool_call',
    toolCallId: id,
    title: `Edit ${path}`,
    kind: 'edit',
    status: 'pending',
    locations: [{ path }],
  });
  const ask = async (
    path: string,
    kinds = ['allow_once', 'allow_always', 'reject_once'],
    kind: 'edit' | 'execute' = 'edit',
  ): Promise<string> => {
    const { outcome }: RequestPermissionResponse = await context.request(
      methods.client.session.requestPermission,
      {
        sessionId,
        toolCall: { toolCallId: 'ask', title: `Write ${path}`, kind, locations: [{ path }] },
        options: kinds.map((kind) => ({ optionId: kind, name: kind, kind: kind as 'allow_once' })),
      },
    );
    return outcome.outcome === 'selected' ? outcome.optionId : outcome.outcome;
  };
  switch (behaviour) {
    case 'works': {
      await tell(context, sessionId, {
        sessionUpdate: 'plan',
        entries: [
          { content: 'Greet', priority: 'high', status: 'completed' },
          { content: 'Leave', priority: 'low', status: 'pending' },
        ],
      });
      await tell(context, sessionId, edit('1', join(cwd, 'README.md')));
      appendFileSync(join(cwd, 'README.md'), 'four\n');
      await tell(context, sessionId, edit('2', join(cwd, 'new.txt')));
      writeFileSync(join(cwd, 'new.txt'), prompt);
      rmSync(join(cwd, 'old.txt'), { force: true });
      await tell(context, sessionId, {
        sessionUpdate: 'tool_call',
        toolCallId: '3',
        title: 'rm old.txt',
        kind: 'execute',
      });
      await tell(context, sessionId, {
        sessionUpdate: 'usage_update',
        used: 1234,
        size: 10_000,
        cost: { amount: 0.25, currency: 'USD' },
      });
      await tell(context, sessionId, text('All '));
      await tell(context, sessionId, text('done.'));
      return 'end_turn';
    }
    case 'asks': {
      const answers = [];
      for (const path of [join(cwd, 'a'), '/etc/passwd', join(cwd, '.git/hooks/x'), join(cwd, '../x')])
        answers.push(await ask(path));
      answers.push(await ask(join(cwd, 'a'), ['allow_always', 'reject_once']));
      answers.push(await ask(join(cwd, 'a'), undefined, 'execute'));
      await tell(context, sessionId, text(answers.join(' ')));
      return 'end_turn';
    }
    case 'takes-files': {
      const tried = [
        context.request(methods.client.fs.readTextFile, { sessionId, path: '/etc/hostname' }),
        context.request(methods.client.fs.writeTextFile, { sessionId, path: join(cwd, 'a'), content: 'x' }),
        context.request(methods.client.terminal.create, { sessionId, command: 'true' }),
      ];
      const answers = (await Promise.allSettled(tried)).map(({ status }) => status);
      await tell(context, sessionId, text(JSON.stringify([offered, answers])));
      return 'end_turn';
    }
    case 'where':
      await tell(context, sessionId, edit('1', join(cwd, 'a')));
      await tell(context, sessionId, text(`${cwd} ${process.cwd()} ${await ask(join(cwd, 'a'))}`));
      return 'end_turn';
    case 'crashes':
      await tell(context, sessionId, text('I am about to'));
      return process.exit(3);
    case 'floods':
      for (let index = 0; index < 20_000; index += 1) await tell(context, sessionId, text('x'.repeat(100)));
      return 'end_turn';
    case 'prints':
      // Everything at once, and nobody reads it as a message of the protocol.
      for (let index = 0; index < 200; index += 1) {
        if (!process.stdout.write(`${'y'.repeat(65_535)}\n`))
          await new Promise((resolve) => process.stdout.once('drain', resolve));
      }
      return 'end_turn';
    case 'noisy':
      out('Loading model ...\n{"half": \n\n[1,2]\n{"jsonrpc":"2.0"}\n');
      await tell(context, sessionId, text('Fine.'));
      out('bye\n');
      return 'end_turn';
    case 'spends':
      for (let dollars = 1; ; dollars += 1) {
        await tell(context, sessionId, {
          sessionUpdate: 'usage_update',
          used: 10,
          size: 20,
          cost: { amount: dollars, currency: 'USD' },
        });
        await sleep(20);
        if (cancelled.signal.aborted) return 'cancelled';
      }
    case 'spends-euros':
      await tell(context, sessionId, {
        sessionUpdate: 'usage_update',
        used: 10,
        size: 20,
        cost: { amount: 900, currency: 'EUR' },
      });
      return 'end_turn';
    case 'endless-message':
      // One message that goes on for more than anything could say.
      for (let index = 0; index < 40; index += 1) {
        if (!process.stdout.write('z'.repeat(1024 * 1024)))
          await new Promise((resolve) => process.stdout.once('drain', resolve));
      }
      out('\n');
      return 'end_turn';
    case 'model':
      // Asked for what stands in the prompt, one path after the other; the agent says nothing of how that went.
      writeFileSync(join(cwd, 'half.txt'), 'half');
      for (const path of prompt.split(' '))
        await fetch(`${process.env['COPILOT_PROVIDER_BASE_URL']}/${path}`, { method: 'POST' })
          .then((answer) => answer.text())
          .catch(() => undefined);
      return 'end_turn';
    case 'calls home':
      await fetch('https://example.com/').catch(() => undefined);
      return 'end_turn';
    case 'circles':
      for (let call = 1; ; call += 1) {
        // Each call is told of twice.
        await tell(context, sessionId, edit(`${call}`, join(cwd, 'a')));
        await tell(context, sessionId, { ...edit(`${call}`, join(cwd, 'a')), status: 'completed' });
        await sleep(20);
        if (cancelled.signal.aborted) return 'cancelled';
      }
    case 'waits':
      writeFileSync(join(cwd, 'began'), '');
      await sleep(60_000, undefined, { signal: cancelled.signal }).catch(() => undefined);
      writeFileSync(join(cwd, 'cancelled'), '');
      return 'cancelled';
    case 'ignores':
      writeFileSync(join(cwd, 'began'), '');
      await sleep(60_000);
      return 'end_turn';
    default:
      return behaviour;
  }
}

if (behaviour === 'silent') await sleep(60_000);
if (behaviour === 'refuses-to-start') process.exit(1);

let loaded = false;
agent({ name: 'test' })
  .onRequest(methods.agent.initialize, ({ params }) => {
    offered = params.clientCapabilities;
    return {
      protocolVersion: PROTOCOL_VERSION,
      agentInfo: { name: 'test', version: '1.2.3' },
      agentCapabilities: { loadSession: known !== '' },
    };
  })
  .onRequest(methods.agent.session.new, ({ params }) => {
    cwd = params.cwd;
    return { sessionId: 'fresh' };
  })
  .onRequest(methods.agent.session.load, async ({ params, client: context }) => {
    writeFileSync(join(params.cwd, 'asked-to-load'), '');
    if (params.sessionId !== known) throw new Error('no such session');
    cwd = params.cwd;
    loaded = true;
    await tell(context, params.sessionId, text('What was said before.'));
    // Some go on telling when they have said that they are done.
    setTimeout(() => {
      void tell(context, params.sessionId, {
        sessionUpdate: 'tool_call',
        toolCallId: 'earlier',
        title: 'Edit',
        kind: 'edit',
      });
      void tell(context, params.sessionId, text('And before that.'));
    }, 50);
    return {};
  })
  .onRequest(methods.agent.session.prompt, async ({ params, client: context }) => {
    const [first] = params.prompt;
    // Long enough for what is told late.
    if (loaded) await sleep(100);
    const prompt = first?.type === 'text' ? first.text : '';
    return { stopReason: (await work(context, params.sessionId, prompt)) as 'end_turn' };
  })
  .onNotification(methods.agent.session.cancel, () => cancelled.abort())
  .connect(
    ndJsonStream(Writable.toWeb(process.stdout), Readable.toWeb(process.stdin) as ReadableStream<Uint8Array>),
  );
