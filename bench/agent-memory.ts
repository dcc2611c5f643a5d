import { tmpdir } from 'node:os';
import { mkdtempDisposable } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { acpAgent } from '../src/agent/acp.ts';
import { commandAgent } from '../src/agent/command.ts';
import { claude } from '../src/agent/presets/claude.ts';
import { tellEvent } from '../src/agent/tell-event.ts';
import { openRecord } from '../src/report/record.ts';
import { none } from '../src/sandbox/none.ts';
import { peakMegabytes } from './measure.ts';

/**
 * A process of its own: the part of the bot that hears an agent print so many megabytes, as text, as lines of JSON that say
 * something, as one line without an end, or over the protocol. Prints the most memory that it took, in megabytes.
 */
const SCRIPTED = fileURLToPath(new URL('agent-script.ts', import.meta.url));
const [how = '', megabytes = ''] = process.argv.slice(2);
const bytes = Number(megabytes) * 1e6;
const line = JSON.stringify({
  type: 'assistant',
  message: { content: [{ type: 'text', text: 'x'.repeat(900) }], usage: { input_tokens: 1 } },
});
const result = JSON.stringify({ type: 'result', subtype: 'success', is_error: false, num_turns: 1 });
const SCRIPTS: Readonly<Record<string, string>> = {
  text: `yes 'some text that is printed' | head -c ${bytes}`,
  lines: `yes '${line}' | head -n ${Math.round(bytes / (line.length + 1))}; echo '${result}'`,
  'one-line': `yes x | tr -d '\\n' | head -c ${bytes}; echo; echo '${result}'`,
};

const { speaks } = claude;
if (speaks === 'acp') throw new TypeError('it prints lines');
const record = openRecord('bench', { began() {}, did() {}, saw() {}, noted() {} });
await using directory = await mkdtempDisposable(join(tmpdir(), 'wholly-bench-'));
const agent =
  how === 'acp'
    ? acpAgent([process.execPath, SCRIPTED, 'acp', megabytes], none)
    : commandAgent(
        ['sh', '-c', SCRIPTS[how] ?? 'exit 1'],
        none,
        how === 'text' ? null : { name: 'claude', reader: speaks({ tokens: 0, dollars: 0 }) },
      );
const { status, reason } = await agent.run(
  {
    prompt: '',
    directory: directory.path,
    env: { PATH: process.env['PATH'] ?? '' },
    hosts: [],
    limits: { wallMs: 600_000, outputBytes: 4 * 1024 ** 3 },
  },
  (event) => tellEvent(event, record),
);
if (status !== 'completed') throw new Error(reason);
console.log(peakMegabytes());
