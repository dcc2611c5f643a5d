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

test('C21 what people and agents say is published without what the run must keep, and without what looks like a key', async () => {
  await using scratch = await openScratch();
  const state = { 'state-dir': scratch.join('state') };
  const [listed, unnamed, modelKey] = ['of-a-listed-variable-4711', 'a1b2c3d4e5f6g7', 'key-of-a-model-0815'];
  // Nobody's: put together here, so that this file holds nothing that looks like one.
  const stranger = ['ghp', 'A1b2C3d4E5F6'.repeat(3)].join('_');
  const stage = await openStage(forge, {
    files: { '.github/bot.yml': 'env: [OUR_TOKEN, OUR_PLACE, OUR_KIND]\n' },
  });
  const more = {
    environment: {
      OUR_TOKEN: listed,
      OUR_PLACE: `https://example.org/${unnamed}`,
      OUR_KIND: 'production',
      OPENAI_API_KEY: modelKey,
    },
  };
  const kept = [stage.token, listed, unnamed, modelKey];
  const words = [...kept.flatMap((value) => formsOf(value)), stranger];
  const issue = await stage.issue(`Rotate ${stranger} now`, 'Body');
  /** The requests that people wrote are on the host already. */
  async function leaksOnTheHost(): Promise<string[]> {
    const reads = (await forge.control.listRequests()).filter(({ method }) => method === 'GET');
    const without = Object.fromEntries(reads.map(({ id }) => [`request ${id} GET`, '']));
    return leaksIn({ ...(await everythingOnTheHost(stage, issue)), ...without }, [...kept, stranger]);
  }

  await stage.comment(issue, `@bot implement it in production, ${words.join(' and ')}`);
  await forge.control.clearRequests();
  const made = await stage.act(
    'issue_comment',
    {
      ...state,
      ...scriptInputs('echo x > x'),
      verify: `: ${stranger}`,
      title: `Use ${listed}`,
      'commit-message': stage.token,
      body: modelKey,
    },
    more,
  );
  expect([made.report.conclusion, made.report.warnings.length]).toEqual(['committed', 1]);
  const [pull] = await stage.pulls();
  expect(pull?.title).toBe('Use ***');
  expect(pull?.body).toContain('in production, \\*\\*\\*');
  expect(await stage.git('log', '-1', '--format=%s', made.report.branch ?? '')).toBe('***');
  expect(await leaksOnTheHost()).toEqual([]);

  await stage.comment(issue, '@bot explain');
  await forge.control.clearRequests();
  // Where an answer is cut, no half of a secret is left.
  const answer = `${['It is', ...words].join('\n')}\n`.padEnd(29_990, '.,') + stranger;
  writeFileSync(scratch.join('answer'), answer);
  const answered = await stage.act(
    'issue_comment',
    { ...state, ...scriptInputs(`cat '${scratch.join('answer')}'`) },
    more,
  );
  expect([answered.report.conclusion, answered.report.warnings.length]).toEqual(['answered', 1]);
  expect((await stage.answers(issue)).at(-1)?.body).toContain('It is\n***');
  expect((await stage.answers(issue)).at(-1)?.body).not.toContain(stranger.slice(0, 8));
  expect(await leaksOnTheHost()).toEqual([]);

  await stage.comment(issue, '@bot implement');
  const titled = await stage.act('issue_comment', { ...state, ...scriptInputs('echo y > y') }, more);
  expect(titled.report.conclusion).toBe('committed');
  expect((await stage.pulls()).map(({ title }) => title)).toContain('Rotate *** now');
  expect(await stage.git('log', '-1', '--format=%s', titled.report.branch ?? '')).toBe('Rotate *** now');

  await stage.comment(issue, '@bot implement that, too');
  const failed = await stage.act(
    'issue_comment',
    { ...state, ...scriptInputs(`echo 'Cannot log in as ${stranger}' >&2; exit 1`) },
    more,
  );
  expect([failed.report.conclusion, failed.report.reason?.includes('***')]).toEqual(['agent-failed', true]);

  await stage.comment(issue, '@bot implement the workflow');
  const named = await stage.act(
    'issue_comment',
    { ...state, ...scriptInputs(`mkdir .github/workflows; echo x > .github/workflows/${stranger}`) },
    more,
  );
  expect(named.report.guards.map(({ path }) => path)).toContain('.github/workflows/***');
  for (const { stdout, stderr, summary, outputs, report } of [made, answered, titled, failed, named]) {
    const ledger = report.ledger === null ? '' : readFileSync(report.ledger.file, 'utf8');
    const shown = { stdout, stderr, summary, outputs: JSON.stringify(outputs), ledger };
    expect(leaksIn(shown, [...kept, stranger])).toEqual([]);
  }
  expect(await leaksOnTheHost()).toEqual([]);
});

test('C21 an input that holds a token where a word belongs is not told', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Title', 'Body');
  await stage.comment(issue, '@bot implement');
  const told = await stage.act('issue_comment', { mode: stage.token });
  const { stdout, stderr, summary, outputs, report } = told;
  expect([report.conclusion, report.reason?.includes('***')]).toEqual(['usage', true]);
  expect(leaksIn({ stdout, stderr, summary, outputs: JSON.stringify(outputs) }, [stage.token])).toEqual([]);
});

test('C21 neither key nor token of the App is found in what the bot writes anywhere', async () => {
  await using scratch = await openScratch();
  const state = scratch.join('state');
  const stage = await openStage(forge, { private: true });
  await using bot = await startBot(forge, state);
  const [, keyLine = '', secondLine = ''] = forge.privateKey.split('\n');
  const issue = await stage.issue(
    `Greet ${forge.webhookSecret}`,
    `${secondLine}\n\n${fenceAdding('hello.txt', 'hello')}`,
  );
  await forge.control.clearRequests();
  await stage.comment(issue, '@bot implement');
  await until('the end', async () =>
    (await stage.answers(issue)).some(({ body }) => body.startsWith('**Wholly finished')),
  );
  expect(await bot.stop()).toBe(0);
  const minted = (await forge.control.listRequests()).filter(({ path }) => path.endsWith('/access_tokens'));
  expect(minted.length).toBeGreaterThan(0);
  const said = {
    log: bot.log.join('\n'),
    stdout: bot.stdout(),
    ...(await everythingOnTheHost(stage, issue)),
  };
  const sources = { ...said, ...(await readAll(scratch.path)) };
  expect(leaksIn(sources, [keyLine, forge.privateKey])).toEqual([]);
  // The history keeps what was asked, word for word.
  expect(leaksIn(said, [forge.webhookSecret, secondLine])).toEqual([]);
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
