import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { missingForUser, runAsUser } from './sudoer.ts';

const missing = await missingForUser();
if (missing !== null) console.warn(`SKIPPED: bwrap-sudo is not tested for want of its user: ${missing}`);

const root = fileURLToPath(new URL('../..', import.meta.url));
const node = `'${process.execPath}'`;
const mayAll = 'nobody ALL=(ALL) NOPASSWD: ALL';

/** The tests of all rungs, by a user who has this one only. */
async function testRung(rules: readonly string[], files: readonly string[], title: string): Promise<unknown> {
  const tests = files.map((file) => `__tests__/sandbox/${file}.test.ts`).join(' ');
  const flags = `--configLoader native --reporter json --outputFile "$TMPDIR/report" -t '${title}'`;
  const vitest = `${node} node_modules/vitest/vitest.mjs run ${flags} ${tests} >&2`;
  const { stdout, stderr } = await runAsUser(rules, `cd '${root}' && ${vitest}; cat "$TMPDIR/report"`);
  return stdout === '' ? stderr : JSON.parse(stdout);
}

const atLeast = (least: number) => expect.toSatisfy((count: number) => count >= least);

const bot = (sandbox: string, command: string) =>
  `${node} '${root}/__tests__/sandbox/bot.ts' ${sandbox} "$PWD" ${command}`;

describe.skipIf(missing !== null)('an ordinary user where user namespaces are closed', () => {
  test('has bwrap-sudo, which does what every rung does', async () => {
    const rules = ['Defaults use_pty', mayAll];
    const report = await testRung(rules, ['rungs', 'egress'], 'bwrap-sudo');
    expect(report).toMatchObject({ success: true, numPassedTests: atLeast(25) });
  });

  test('sees everything end with the run also where sudo gives it no terminal', async () => {
    const rules = ['Defaults !use_pty', mayAll];
    const report = await testRung(rules, ['rungs'], 'bwrap-sudo.* (ends|leaves|takes) ');
    expect(report).toMatchObject({ success: true, numPassedTests: atLeast(5) });
  });

  test('sees nothing stay where Wholly is killed while sudo is still at it', async () => {
    // Ends when there is nothing of the launcher left, at the latest after three seconds, and tells of what is.
    const settle = `for round in $(seq 60); do
        left=$(grep -lsa 'wholly-launche[r]' /proc/[0-9]*/cmdline; ls "$TMPDIR")
        [ -z "$left" ] && break; sleep 0.05
      done; echo "$pause: $left"`;
    const line = `for pause in 0 0.01 0.02 0.03 0.05 0.1; do
        ${bot('bwrap-sudo', 'sleep 60')} >/dev/null 2>&1 &
        until [ -e "$(echo "$TMPDIR"/wholly-run-*/launch)" ]; do sleep 0.002; done
        sleep $pause; kill -s KILL $!; ${settle}
      done`;
    const said = await runAsUser([mayAll], line);
    expect(said.stdout).toBe('0: \n0.01: \n0.02: \n0.03: \n0.05: \n0.1: \n');
  });

  test('gets it from the ladder, as the user it is', async () => {
    const said = await runAsUser(
      [mayAll],
      bot('auto', "sh -c 'id -u; id -g; touch made'") + '; stat -c %u made',
    );
    expect(said.code).toBe(0);
    expect(said.stdout).toContain('{"sandbox":"bwrap-sudo"');
    expect(said.stderr).toBe('65534\n65534\n');
    expect(said.stdout.endsWith('}\n65534\n')).toBe(true);
  });

  test('has no sandbox where sudo asks for a password, and is told so', async () => {
    const said = await runAsUser(['nobody ALL=(ALL) ALL'], bot('auto', 'true'));
    expect(said.code).toBe(1);
    expect(said.stderr).toContain("code: 'ENOSANDBOX'");
    expect(said.stderr).toContain('without a password');
  });

  test('hears from the doctor which rung holds', async () => {
    const state = 'WHOLLY_STATE="$PWD"';
    const said = await runAsUser([mayAll], `${state} ${node} '${root}/src/cli.ts' doctor`);
    const lines = said.stderr.split('\n').filter((line) => / sandbox +bwrap/.test(line));
    expect(lines.map((line) => /^(\S) sandbox +(\S+)/.exec(line)?.slice(1))).toEqual([
      ['-', 'bwrap'],
      ['-', 'bwrap-root'],
      ['✔', 'bwrap-sudo'],
    ]);
  });

  test('keeps what it asks for out of the log of sudo', async () => {
    const rules = ['Defaults logfile=/media/log, loglinelen=0', mayAll];
    const said = await runAsUser(rules, `${bot('bwrap-sudo', 'echo asked')} >&2; sudo -n cat /media/log`);
    expect(said.stderr).toContain('asked');
    expect(said.stdout.match(/COMMAND=\S+/g)).toEqual(['COMMAND=/usr/bin/env', 'COMMAND=/usr/bin/cat']);
    expect(said.stdout).not.toContain('asked');
  });
});
