import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Octokit } from '@octokit/rest';
import { openForge } from '../forge/open-forge.ts';
import { hasProgram, installSystemPackages } from '../scripts/system-packages.ts';
import { startBot } from './start-bot.ts';
import { frame, visible, watchAnswer } from './watch.ts';

installSystemPackages();
const FILES = {
  'README.md': '# Greeter\n\nSays hello.\n',
  'src/greeting.txt': 'Hello\n',
  '.github/bot.yml': [
    // Whoever tries it out asks more often than people do who work.
    'rate: { runs: 100, minutes: 15 }\n',
    // Checks run in a sandbox only; a machine that can have none shows the rest.
    hasProgram('bwrap') ? 'verify: ["grep -q Hello src/greeting.txt"]\n' : '',
  ].join(''),
};

const ISSUE = `Please greet people in the evening too, and say goodbye.

\`\`\`diff
--- a/src/greeting.txt
+++ b/src/greeting.txt
@@ -1 +1,2 @@
 Hello
+Good evening
--- /dev/null
+++ b/src/farewell.txt
@@ -0,0 +1 @@
+Goodbye
\`\`\`
`;

const place = { owner: 'acme', repo: 'app' };
const once = process.argv.includes('--once');
const print = (text: string): void => void process.stdout.write(`${text}\n`);

await using cleanUp = new AsyncDisposableStack();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void cleanUp.disposeAsync().finally(() => process.exit(130)));
const state = await mkdtemp(join(tmpdir(), 'wholly-demo-'));
cleanUp.defer(() => rm(state, { recursive: true, force: true }));
const forge = cleanUp.use(await openForge({ files: FILES }, process.env['PATH']));
print(`An offline GitHub is at   ${forge.url}`);
const bot = cleanUp.use(await startBot(forge, state));
print(`The bot listens at        ${bot.url}\n`);
const walter = new Octokit({ baseUrl: forge.url, auth: forge.tokens.walter });

const { data: issue } = await walter.issues.create({
  ...place,
  title: 'Greet people in the evening',
  body: ISSUE,
});
print(frame(`walter opens issue #${issue.number}: ${issue.title}`, ISSUE.trim()));
let succeeded = await ask(issue.number, '@bot implement');
const { data: pulls } = await walter.pulls.list(place);
for (const pull of pulls) await showPullRequest(pull.number);
if (!once) {
  print(`Look at everything at ${forge.url}/${place.owner}/${place.repo}\n`);
  await prompt();
}
process.exitCode = succeeded && pulls.length > 0 ? 0 : 1;

async function ask(number: number, body: string): Promise<boolean> {
  const { data: comment } = await walter.issues.createComment({ ...place, issue_number: number, body });
  print(frame(`walter comments on #${number}`, body));
  const answer = await watchAnswer(walter, place, number, comment, print);
  if (answer === null) print('No answer came. A comment that begins with @bot is answered.\n');
  return answer?.startsWith('**Wholly finished ') ?? false;
}

async function showPullRequest(number: number): Promise<void> {
  const { data: pull } = await walter.pulls.get({ ...place, pull_number: number });
  const { data: files } = await walter.pulls.listFiles({ ...place, pull_number: number });
  const { data: commits } = await walter.pulls.listCommits({ ...place, pull_number: number });
  const title = `pull request #${number}${pull.draft === true ? ' (draft)' : ''}: ${pull.title}  ${pull.head.ref} -> ${pull.base.ref}`;
  print(frame(title, visible(pull.body ?? '')));
  print(
    frame(
      'its files',
      files.map(({ status, filename, patch }) => `${status}  ${filename}\n${patch ?? ''}`).join('\n\n'),
    ),
  );
  print(
    frame('its commit', commits.map(({ sha, commit }) => `${sha}\n${commit.message.trim()}`).join('\n\n')),
  );
}

/** Goes on from the prompt: each line is a comment of walter's, on the issue or on the number it begins with. */
async function prompt(): Promise<void> {
  print(
    'Comment on: a line such as `@bot help`, or `#2 @bot revise` with a diff on further lines and a lone dot; an empty line ends.\n',
  );
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: 'walter> ' });
  lines.prompt();
  let rows: string[] = [];
  let isOpen = true;
  lines.once('close', () => (isOpen = false));
  for await (const line of lines) {
    if (line === '' && rows.length === 0) return;
    if (line === '.' || (rows.length === 0 && !line.includes('revise'))) {
      if (line !== '.') rows.push(line);
      const [, number, text = ''] = /^(?:#(\d+)\s+)?([\s\S]*)$/.exec(rows.join('\n')) ?? [];
      rows = [];
      succeeded = await ask(Number(number ?? issue.number), text);
      if (isOpen) lines.prompt();
    } else rows.push(line);
  }
}
