import { cpSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testSandbox } from '../../src/sandbox/self-test.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { canOpenAside, openAside } from '../doubles/aside.ts';
import { command, findRungs } from './rungs.ts';

const TOOL = '#!/bin/sh\npwd; pwd -P; cat base; echo made >made; ls /proc/self/fd\n';

const works = await canOpenAside();
const rungs = works
  ? (await findRungs()).filter(({ name, seesOwnMounts }) => seesOwnMounts || name === 'none')
  : [];

describe.each(rungs)('$name', (sandbox) => {
  test('finds a directory that is mounted for this user alone at its own name, and is all there is of it', async () => {
    await using aside = await openAside({ base: 'of the base\n', tool: TOOL });
    const { directory, inside, outside } = aside;
    const plain = await sandbox.run(command(['ls', '/proc/self/fd'], outside));
    const descriptors = plain.kind === 'exited' ? plain.stdout.text : '';
    expect(descriptors).toContain('2\n');
    const exit = await sandbox.run(command(['./tool'], directory, { inside }));
    const shown = `${outside}\n${outside}\nof the base\n${descriptors}`;
    expect(exit).toMatchObject({
      kind: 'exited',
      exitCode: 0,
      stdout: { text: shown },
      stderr: { text: '' },
    });
    expect(readFileSync(join(directory, 'made'), 'utf8')).toBe('made\n');
    expect(readdirSync(outside)).toEqual([]);
  });

  test('is ended with all it started in there', async () => {
    await using aside = await openAside({});
    const { directory, inside } = aside;
    const long = `60.${process.pid}`;
    const limits = { wallMs: 700, outputBytes: 1000 };
    const exit = await sandbox.run(
      command(['sh', '-c', `setsid sleep ${long} & sleep ${long}`], directory, { inside, limits }),
    );
    expect(exit.kind).toBe('timed-out');
    const lines = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [commandLine(name)] : []));
    expect(lines.filter((line) => line.includes(long))).toEqual([]);
  });
});

test.each(rungs.filter(({ seesOwnMounts }) => seesOwnMounts))(
  '$name withstands the self-test in there too',
  async (sandbox) => {
    const entering: Sandbox = {
      ...sandbox,
      async run(asked) {
        await using aside = await openAside({}, realpathSync(asked.cwd));
        const { directory, inside } = aside;
        const exit = await sandbox.run({ ...asked, cwd: directory, inside });
        // The test looks for it from outside.
        cpSync(directory, asked.cwd, { recursive: true });
        return exit;
      },
    };
    expect(await testSandbox(entering)).toEqual([]);
  },
);

/** Empty where it has ended meanwhile. */
function commandLine(process_: string): string {
  try {
    return readFileSync(`/proc/${process_}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}
