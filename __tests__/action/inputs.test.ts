import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderCommand } from '../../src/action/commands.ts';
import { parseInputs } from '../../src/action/inputs.ts';
import { outputsOf, writeOutputs } from '../../src/action/outputs.ts';
import { emptyReport } from '../../src/report/report.ts';
import { openScratch } from '../doubles/scratch.ts';

const INPUTS = [
  'github-token',
  'trigger-phrase',
  'label-trigger',
  'assignee-trigger',
  'prompt',
  'prompt-file',
  'agent',
  'agent-command',
  'model',
  'mode',
  'base-branch',
  'branch-prefix',
  'commit-message',
  'title',
  'body',
  'draft',
  'labels',
  'reviewers',
  'team-reviewers',
  'assignees',
  'setup',
  'verify',
  'max-files',
  'max-bytes',
  'timeout-minutes',
  'max-turns',
  'if-no-changes',
  'allowed-bots',
  'allowed-users',
  'commit-signing',
  'sandbox',
  'change-set',
  'state-dir',
];
const OUTPUTS = [
  'conclusion',
  'run-id',
  'change-set-digest',
  'change-set-file',
  'patch-file',
  'files-changed',
  'branch',
  'commit-sha',
  'tree-sha',
  'commits-verified',
  'pull-request-number',
  'pull-request-url',
  'pull-request-operation',
  'preserved-file',
  'session-id',
  'report',
];

const manifest: {
  inputs: Record<string, { default?: string }>;
  outputs: Record<string, unknown>;
  runs: { using: string; main: string };
} = parse(readFileSync(fileURLToPath(new URL('../../action.yml', import.meta.url)), 'utf8'));

const given = (inputs: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));

test('action.yml has exactly the inputs and outputs of the contract', () => {
  expect(Object.keys(manifest.inputs).toSorted()).toEqual(INPUTS.toSorted());
  expect(Object.keys(manifest.outputs).toSorted()).toEqual(OUTPUTS.toSorted());
  expect(manifest.runs).toMatchObject({ using: 'node24', main: 'dist/action.js' });
});

test('what stands in action.yml as default means the same as nothing at all', () => {
  const defaults = Object.fromEntries(
    Object.entries(manifest.inputs).map(([name, input]) => [
      name,
      name === 'github-token' ? '' : (input.default ?? ''),
    ]),
  );
  expect(parseInputs(given(defaults))).toEqual(parseInputs({}));
});

test("the contract's defaults hold", () => {
  expect(parseInputs({})).toMatchObject({
    triggerPhrase: '@bot',
    mode: 'pull-request',
    branchPrefix: 'bot/',
    ifNoChanges: 'warn',
    sandbox: 'auto',
  });
});

test('lists are parted by commas or line ends; commands only by line ends', () => {
  const inputs = parseInputs(
    given({ labels: 'a, b\nc,,\n ', reviewers: '\n', verify: 'echo a, b\n\n npm test \n', setup: '' }),
  );
  expect([inputs.labels, inputs.reviewers, inputs.verify, inputs.setup]).toEqual([
    ['a', 'b', 'c'],
    [],
    ['echo a, b', 'npm test'],
    [],
  ]);
});

test.each([
  ['mode', 'push'],
  ['draft', 'yes'],
  ['draft', '1'],
  ['max-files', '0'],
  ['max-files', 'many'],
  ['max-files', 'Infinity'],
  ['max-bytes', '-5'],
  ['timeout-minutes', 'NaN'],
  ['max-turns', '1e999'],
  ['if-no-changes', 'fail'],
  ['commit-signing', 'maybe'],
  ['sandbox', 'docker'],
])('input %s = %j is a usage error that names it', (name, value) => {
  const attempt = (): unknown => parseInputs(given({ [name]: value }));
  expect(attempt).toThrowError(
    expect.objectContaining({ code: 'EUSAGE', message: expect.stringContaining(name) }),
  );
});

test('every output of the contract is set, a number is a number, and none is a token', () => {
  const outputs = outputsOf(emptyReport('run'));
  expect(Object.keys(outputs).toSorted()).toEqual(OUTPUTS.toSorted());
  expect(outputs['files-changed']).toBe('0');
  expect(outputs['pull-request-operation']).toBe('none');
});

test('no value of an output can set another one', async () => {
  await using scratch = await openScratch();
  const file = scratch.join('output');
  const forged = 'x\nwholly-0\nconclusion<<EOF\nforged\nEOF\nconclusion=forged';
  writeOutputs(file, { branch: forged, conclusion: 'refused' });
  writeOutputs(file, { branch: forged });
  // As the runner reads the file: a name, a delimiter, lines up to the delimiter.
  const read: Record<string, string> = {};
  const between: string[] = [];
  const lines = readFileSync(file, 'utf8').split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const [, name, delimiter] = /^([^=<]+)<<(.+)$/.exec(lines[at] ?? '') ?? [];
    if (name === undefined) {
      between.push(lines[at] ?? '');
      continue;
    }
    const end = lines.indexOf(delimiter ?? '', at);
    read[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  expect(read).toEqual({ branch: forged, conclusion: 'refused' });
  expect(between).toEqual(['']);
});

test('a command of the runner is one line, whatever it says', () => {
  expect(renderCommand('error', '100%\r\n::add-mask::x')).toBe('::error::100%25%0D%0A::add-mask::x\n');
});
