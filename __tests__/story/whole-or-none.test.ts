import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { openDesk, photograph } from '../command-line/desk.ts';
import { openRepository } from '../doubles/repository.ts';
import { openStage } from '../doubles/stage.ts';
import { scriptInputs } from './command-agent.ts';
import { ask } from './expectations.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

/** Two changes: one that anybody may make, and one that no door takes. */
const MIXED = 'echo good > good.txt; ln -s /etc/passwd bad';

test.concurrent.each(['pull-request', 'branch', 'commit', 'workspace', 'dry-run'])(
  'D19 mode %s of the action takes no part of a set that cannot land whole',
  async (mode) => {
    const stage = await openStage(forge);
    await using workspace = await openRepository();
    await workspace.git('fetch', '--quiet', stage.cloneUrl, 'main');
    await workspace.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
    await ask(stage, 'Please');
    const told = await stage.act(
      'issue_comment',
      { ...scriptInputs(MIXED), mode },
      { environment: { GITHUB_WORKSPACE: workspace.directory } },
    );
    expect([told.exitCode, told.report.conclusion, told.report.code]).toEqual([3, 'refused', 'EGUARD']);
    expect(told.report.changeSet?.changes.map(({ path }) => path)).toEqual(['bad', 'good.txt']);
    expect(await workspace.git('status', '--porcelain')).toBe('');
    expect(await stage.branches()).toEqual(['main']);
    expect(await stage.git('rev-parse', 'refs/heads/main')).toBe(stage.head);
    expect(await stage.pulls()).toEqual([]);
  },
);

test.concurrent.each(['branch', 'workspace', 'dry-run'])(
  'D19 mode %s of the command takes no part of a set that cannot land whole, nor does it as a file',
  async (mode) => {
    await using desk = await openDesk();
    const before = await photograph(desk.repository.directory);
    const agent = ['--sandbox', 'none', '--', 'sh', '-c', MIXED];
    const ran = await desk.wholly('run', '--prompt', 'x', '--mode', mode, ...agent);
    expect([ran.exitCode, ran.report.code]).toEqual([3, 'EGUARD']);
    const to = mode === 'dry-run' ? 'branch' : mode;
    const applied = await desk.wholly('apply', ran.report.preserved?.file ?? '', '--to', to);
    expect([applied.exitCode, applied.report.code]).toEqual([3, 'EGUARD']);
    expect(await photograph(desk.repository.directory)).toEqual(before);
    expect(await desk.repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  },
);

test('D19 F08 README.md says it once, as a promise without an exception', () => {
  const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
  const sentences = readme
    .replaceAll('**', '')
    .replaceAll(/\s+/g, ' ')
    .split(/(?<=[.:]) /);
  expect(sentences.filter((sentence) => /whole or not at all/i.test(sentence))).toHaveLength(1);
  expect(sentences).toContain('There is no option that applies a part of one.');
  expect(
    sentences.filter((sentence) => /\bpartial|\bbest[- ]effort|as far as possible/i.test(sentence)),
  ).toEqual([]);
});
