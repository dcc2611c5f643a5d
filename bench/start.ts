import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure, printRatios } from './measure.ts';

const ACTION = fileURLToPath(new URL('../dist/action.js', import.meta.url));

/** The action on an event that is none of its business, against node itself. Target: at most 3x. */
export async function benchStart(rounds = 31): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'wholly-bench-'));
  try {
    const event = join(directory, 'event.json');
    const payload = {
      action: 'created',
      comment: { body: 'Looks good to me.', user: { id: 1 } },
      issue: { number: 1 },
      sender: { id: 1 },
    };
    await writeFile(event, JSON.stringify(payload));
    const output = join(directory, 'output');
    await writeFile(output, '');
    const env = {
      PATH: process.env['PATH'],
      GITHUB_EVENT_NAME: 'issue_comment',
      GITHUB_EVENT_PATH: event,
      GITHUB_OUTPUT: output,
    };
    function start(...args: string[]): void {
      const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
      if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
    }
    const measured = await measure(
      [
        { name: 'node -e 0', run: async () => start('-e', '0') },
        { name: 'action, nothing asked', run: async () => start(ACTION) },
      ],
      rounds,
    );
    printRatios(
      'Start: an event that asks for nothing (target: at most 3x node -e 0)',
      measured,
      'node -e 0',
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
