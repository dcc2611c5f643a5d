import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { startBot } from '../doubles/run-bot.ts';
import { filesBelow, openScratch, type Scratch } from '../doubles/scratch.ts';
import { fenceAdding, openStage, type Stage } from '../doubles/stage.ts';
import { until } from '../doubles/until.ts';
import { scriptInputs, waitingAgent } from './command-agent.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

/** Every form in which a token could lie about. */
function formsOf(token: string): string[] {
  const base64 = (text: string): string => Buffer.from(text).toString('base64').replace(/=+$/, '');
  return [token, base64(token), base64(`x-access-token:${token}`), encodeURIComponent(token)];
}

function leaksIn(sources: Readonly<Record<string, string>>, tokens: readonly string[]): string[] {
  const forms = tokens.flatMap((token) => formsOf(token));
  return Object.entries(sources)
    .filter(([, text]) => forms.some((form) => text.includes(form)))
    .map(([name]) => name);
}

async function readAll(directory: string, but: readonly string[] = []): Promise<Record<string, string>> {
  const names = (await filesBelow(directory)).filter((name) => !but.includes(name));
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(directory, name)).toString('latin1')]),
  );
}

/** Everything that anybody can see on the host: texts, branches, every object, and what was sent there. */
async function everythingOnTheHost(stage: Stage, issue: number): Promise<Record<string, string>> {
  const requests = await forge.control.listRequests();
  const objects = await stage.git('cat-file', '--batch-all-objects', '--batch-check=%(objectname)');
  return {
    answers: JSON.stringify(await stage.answers(issue)),
    pulls: JSON.stringify(await stage.pulls()),
    branches: (await stage.branches()).join(),
    ...Object.fromEntries(
      objects
        .split('\n')
        .map((oid) => [
          oid,
          execFileSync('git', ['--git-dir', stage.gitDir, 'cat-file', '-p', oid]).toString('latin1'),
        ]),
    ),
    ...Object.fromEntries(
      requests.map(({ id, method, path, body }) => [`request ${id} ${method}`, `${path} ${body}`]),
    ),
  };
}

/** A directory whose `git` writes down each command line and hands it on. */
function openGitRecorder(scratch: Scratch): { path: string; log: string } {
  const path = scratch.join('recorder');
  const log = scratch.join('git-command-lines');
  const real = execFileSync('sh', ['-c', 'command -v git']).toString().trim();
  mkdirSync(path);
  writeFileSync(join(path, 'git'), `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\nexec '${real}' "$@"\n`);
  chmodSync(join(path, 'git'), 0o755);
  return { path: `${path}:${process.env['PATH'] ?? ''}`, log };
}

test('C21 no token of the action is found in any file, log, comment, output, command line, request or object', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge, {
    private: true,
    files: { 'README.md': 'x', '.github/bot.yml': 'verify: ["env"]\n' },
  });
  const recorder = openGitRecorder(scratch);
  const temporary = scratch.join('runner');
  mkdirSync(temporary);
  const issue = await stage.issue('Title', 'Body');
  await stage.comment(issue, '@bot implement');
  const agent = waitingAgent(
    scratch,
    'env > env.txt; cat > prompt.txt; cat /proc/self/cmdline > cmdline.txt',
  );
  const acting = await stage.begin('issue_comment', agent.inputs, {
    environment: { PATH: recorder.path, RUNNER_TEMP: temporary },
  });
  await agent.began();
  const during = await readAll(temporary);
  expect(Object.keys(during).some((name) => name.endsWith('env.txt'))).toBe(true);
  const processes = Object.fromEntries(
    readdirSync('/proc').flatMap((id) => {
      try {
        return /^\d+$/.test(id)
          ? [[`command line ${id}`, readFileSync(`/proc/${id}/cmdline`, 'latin1')]]
          : [];
      } catch {
        return [];
      }
    }),
  );
  agent.release();
  const told = await acting.ended;
  expect([told.exitCode, told.report.conclusion]).toEqual([0, 'committed']);
  expect(told.report.verification).toHaveLength(1);
  const commandLines = readFileSync(recorder.log, 'utf8');
  expect(commandLines).toMatch(/^fetch /m);
  expect(commandLines).toMatch(/^push /m);
  const { stdout, stderr, summary, outputs } = told;
  const sources = {
    ...during,
    ...processes,
    commandLines,
    stdout,
    stderr,
    summary,
    outputs: JSON.stringify(outputs),
    ...(await readAll(scratch.path)),
    ...(await everythingOnTheHost(stage, issue)),
  };
  expect(Object.keys(sources).length).toBeGreaterThan(30);
  expect(leaksIn(sources, [stage.token])).toEqual([]);
});

test('C21 a token in what the agent makes or says is neither published nor shown', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await stage.issue('Title', 'Body');
  await stage.comment(issue, '@bot implement');
  const payload = await stage.payload('issue_comment');
  await forge.control.clearRequests();
  const inFile = await stage.act(
    'issue_comment',
    { ...scriptInputs(`echo 'key: ${stage.token}' > key.txt`), 'state-dir': scratch.join('a') },
    { payload },
  );
  expect([inFile.report.conclusion, inFile.report.code]).toEqual(['refused', 'EGUARD']);
  const inPath = await stage.act(
    'issue_comment',
    { ...scriptInputs(`touch '${stage.token}'`), 'state-dir': scratch.join('b') },
    { payload },
  );
  expect(inPath.report.conclusion).toBe('refused');
  const said = await stage.act(
    'issue_comment',
    { ...scriptInputs(`echo '${stage.token}' >&2; exit 1`), 'state-dir': scratch.join('c') },
    { payload },
  );
  expect(said.report.conclusion).toBe('agent-failed');
  const checked = await stage.act(
    'issue_comment',
    {
      ...scriptInputs('echo x > x'),
      verify: `echo ${stage.token} >&2; false`,
      'state-dir': scratch.join('d'),
    },
    { payload },
  );
  expect(checked.report.conclusion).toBe('verification-failed');
  for (const told of [inFile, inPath, said, checked]) {
    const { stdout, stderr, summary, outputs } = told;
    expect(leaksIn({ stdout, stderr, summary, outputs: JSON.stringify(outputs) }, [stage.token])).toEqual([]);
  }
  expect(leaksIn(await everythingOnTheHost(stage, issue), [stage.token])).toEqual([]);
});

test('C21 neither key nor token of the App is found in what the bot writes anywhere', async () => {
  await using scratch = await openScratch();
  const state = scratch.join('state');
  const stage = await openStage(forge, { private: true });
  await using bot = await startBot(forge, state);
  const issue = await stage.issue('Greet', fenceAdding('hello.txt', 'hello'));
  await forge.control.clearRequests();
  await stage.comment(issue, '@bot implement');
  await until('the end', async () =>
    (await stage.answers(issue)).some(({ body }) => body.startsWith('**Wholly finished')),
  );
  expect(await bot.stop()).toBe(0);
  const minted = (await forge.control.listRequests()).filter(({ path }) => path.endsWith('/access_tokens'));
  expect(minted.length).toBeGreaterThan(0);
  const sources = {
    log: bot.log.join('\n'),
    stdout: bot.stdout(),
    ...(await readAll(scratch.path)),
    ...(await everythingOnTheHost(stage, issue)),
  };
  const [, keyLine = ''] = forge.privateKey.split('\n');
  expect(leaksIn(sources, [forge.webhookSecret, keyLine, forge.privateKey])).toEqual([]);
  // A minted token is known to nobody but the bot; its shape gives it away.
  for (const [name, text] of Object.entries(sources))
    expect([name, /gh[ps]_[A-Za-z0-9]{36}/.test(text)]).toEqual([name, false]);
});

test('C21 a value of the run that somebody wrote into an issue goes out in no text of ours', async () => {
  const stage = await openStage(forge);
  const encoded = Buffer.from(stage.token).toString('base64');
  const issue = await stage.issue(`Greet ${stage.token.slice(0, 24)} now`, fenceAdding('hello.txt', 'hello'));
  await stage.comment(issue, `@bot implement ${encoded}`);
  const { report } = await stage.act('issue_comment');
  expect(report.conclusion).toBe('committed');
  const [pull] = await stage.pulls();
  expect(pull?.title).toBe('Greet *** now');
  const texts = [
    pull?.body ?? '',
    await stage.git('log', '-1', '--format=%B', report.commit ?? ''),
    ...(await stage.answers(issue)).map(({ body }) => body),
  ];
  for (const text of texts) {
    expect(text).not.toContain(stage.token.slice(0, 24));
    expect(text).not.toContain(encoded.slice(0, 24));
  }
});
