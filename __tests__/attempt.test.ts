import { appendFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { plainOutcome } from '../src/agent/agent.ts';
import { attempt } from '../src/attempt.ts';
import { parseConfiguration } from '../src/configuration/parse.ts';
import { toNothing } from '../src/delivery/dry-run.ts';
import type { Git } from '../src/git/git.ts';
import { openObjects } from '../src/git/objects.ts';
import { openRecord } from '../src/report/record.ts';
import { none } from '../src/sandbox/none.ts';
import type { SandboxName } from '../src/sandbox/sandbox.ts';
import { settle } from '../src/settings.ts';
import { openStore } from '../src/state/store.ts';
import { git, openWorkplace } from './checkout/workplace.ts';

/** An untouched file changes when the last of its directory was looked at; answers what the set then lacks. */
async function attemptWhile(sandboxed: boolean, sandbox: SandboxName): Promise<string[]> {
  await using place = await openWorkplace({ '.gitattributes': '* text=auto\n', 'dir/b.txt': 'b\n' });
  const { checkout, repository } = place;
  const striking: Git = {
    ...git,
    run: async (args, call) => {
      if (args[0] === 'check-attr') appendFileSync(`${checkout.directory}/dir/b.txt`, 'late\n');
      return await git.run(args, call);
    },
  };
  await using objects = openObjects(git, checkout);
  const store = await openStore(repository.scratch.join('state'));
  const settings = settle(parseConfiguration('', 'bot.yml'), {}, {}, []);
  const delivery = toNothing(git, store, () => null);
  const run = async () => {
    writeFileSync(`${checkout.directory}/new.txt`, 'new\n');
    // The coarsest clock of a file system, doubled.
    await delay(25);
    return plainOutcome('completed', 'Done.');
  };
  const { agentLimits: limits, agentEnvironment: env, hosts } = settings;
  await delay(50);
  const made = await attempt(
    {
      agent: { name: 'one', sandboxed, run },
      conversation: { run, async keep() {}, async [Symbol.asyncDispose]() {} },
      task: { texts: [], directory: checkout.directory, limits, env, hosts },
      words: { say: () => '', files: [{ name: 'request.md', about: 'what is asked', text: '' }] },
      sites: [{ repository: 'acme/app', checkout, objects, settings, delivery }],
    },
    {
      git: striking,
      store,
      signer: null,
      journal: null,
      openSandbox: async () => ({ ...none, name: sandbox }),
    },
    openRecord('r', { began() {}, did() {}, saw() {}, noted() {} }),
  );
  if ('conclusion' in made) throw new Error(made.conclusion);
  return made.parts.flatMap(({ uncarried }) => uncarried.map(({ path, kind }) => `${kind} ${path}`));
}

test.each([
  [
    'looked at once more where a program ran without a sandbox',
    true,
    'none',
    ['changed-while-read dir/b.txt'],
  ],
  ['left alone where its sandbox ended all of it', true, 'bwrap', []],
  ['left alone where nothing of an agent ran', false, 'none', []],
] as const)('what was untouched is %s', async (_how, sandboxed, sandbox, expected) => {
  expect(await attemptWhile(sandboxed, sandbox)).toEqual(expected);
});
