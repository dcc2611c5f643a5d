import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { agent, methods, ndJsonStream, PROTOCOL_VERSION } from '@agentclientprotocol/sdk';

/** An agent whose scripted model takes a tenth of a second for each of ten answers, every one of which edits a file. */
const STEPS = 10;
const STEP_MS = 100;

async function work(cwd: string, tell: (step: number) => Promise<void>): Promise<void> {
  for (let step = 0; step < STEPS; step += 1) {
    await delay(STEP_MS);
    appendFileSync(join(cwd, 'notes.txt'), `step ${step}\n`);
    await tell(step);
  }
}

/** Or one that says so many megabytes over the protocol. */
const [, , how = '', megabytes = '0'] = process.argv;

async function flood(sessionId: string): Promise<void> {
  const content = { type: 'text', text: 'x'.repeat(900) };
  const update = { sessionUpdate: 'agent_message_chunk', content };
  const message = { jsonrpc: '2.0', method: methods.client.session.update, params: { sessionId, update } };
  const many = `${JSON.stringify(message)}\n`.repeat(64);
  for (let left = Number(megabytes) * 1e6; left > 0; left -= many.length)
    if (!process.stdout.write(many)) await once(process.stdout, 'drain');
}

if (how === 'acp') talk();
else {
  await text(process.stdin);
  await work(process.cwd(), async (step) => console.log(`edits notes.txt, step ${step}`));
}

function talk(): void {
  let cwd = '';
  agent({ name: 'bench' })
    .onRequest(methods.agent.initialize, () => ({ protocolVersion: PROTOCOL_VERSION, agentCapabilities: {} }))
    .onRequest(methods.agent.session.new, ({ params }) => {
      cwd = params.cwd;
      return { sessionId: 'one' };
    })
    .onRequest(methods.agent.session.prompt, async ({ params: { sessionId }, client }) => {
      await flood(sessionId);
      await work(cwd, async (step) => {
        await client.notify(methods.client.session.update, {
          sessionId,
          update: {
            sessionUpdate: 'tool_call',
            toolCallId: `${step}`,
            title: `Edit notes.txt, step ${step}`,
            kind: 'edit',
            locations: [{ path: join(cwd, 'notes.txt') }],
          },
        });
      });
      return { stopReason: 'end_turn' };
    })
    .connect(ndJsonStream(Writable.toWeb(process.stdout), Readable.toWeb(process.stdin)));
}
