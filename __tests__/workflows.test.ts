import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isMap, isScalar, parse, parseDocument } from 'yaml';
import { z } from 'zod';
import { parseConfiguration } from '../src/configuration/parse.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');

const permissionsShape = z.record(z.string(), z.enum(['read', 'write', 'none']));
const stepShape = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const workflowShape = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: permissionsShape,
  jobs: z.record(
    z.string(),
    z.object({
      permissions: permissionsShape,
      concurrency: z.object({ group: z.string(), 'cancel-in-progress': z.boolean() }),
      'timeout-minutes': z.number(),
      steps: z.array(stepShape).min(1),
    }),
  ),
});

const names = readdirSync(`${root}.github/workflows`);

describe.each(names)('the workflow %s', (name) => {
  const text = read(`.github/workflows/${name}`);
  const workflow = workflowShape.parse(parse(text));
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  it('pins every action by its commit and says which version that is, or takes it from here', () => {
    const lines = text.split('\n').filter((line) => /^\s*(?:- )?uses:/.test(line));
    expect(lines).toHaveLength(steps.filter(({ uses }) => uses !== undefined).length);
    for (const line of lines) {
      expect(line).toMatch(/uses: (?:\.\/\S*|[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    }
  });

  it('grants nothing to all jobs, and each permission of a job with its reason', () => {
    expect(workflow.permissions).toEqual({});
    const document = parseDocument(text);
    for (const job of Object.keys(workflow.jobs)) {
      const granted = document.getIn(['jobs', job, 'permissions']);
      if (!isMap(granted)) throw new TypeError(`${job} has no permissions`);
      expect(granted.items.length).toBeGreaterThan(0);
      for (const { value } of granted.items) expect(isScalar(value) && value.comment).toMatch(/\w/);
    }
  });

  it('never runs with the rights of this repository on what a pull request brings', () => {
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(Object.keys(workflow.on)).not.toContain('workflow_run');
    const mayWrite = jobs.some(({ permissions }) => permissions['contents'] === 'write');
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const { with: given } of checkouts) {
      expect(given?.['persist-credentials']).toBe(false);
      expect(given?.['ref']).toBe(mayWrite ? '${{ github.event.repository.default_branch }}' : undefined);
    }
  });

  it('puts no text of an event into a script', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });
});

describe('the bot on its own repository', () => {
  it('is given only inputs that the action has', () => {
    const { inputs } = z
      .object({ inputs: z.record(z.string(), z.unknown()) })
      .parse(parse(read('action.yml')));
    const { jobs } = workflowShape.parse(parse(read('.github/workflows/bot.yml')));
    const own = Object.values(jobs).flatMap(({ steps }) => steps.filter(({ uses }) => uses === './'));
    expect(own).toHaveLength(1);
    for (const name of Object.keys(own[0]?.with ?? {})) expect(Object.keys(inputs)).toContain(name);
  });

  it('is configured by a file that Wholly takes', () => {
    const configuration = parseConfiguration(read('.github/bot.yml'), '.github/bot.yml');
    expect(configuration.agent).toEqual({ kind: 'patch' });
    expect(configuration.protected.flatMap(({ paths }) => paths)).toContain('.github/**');
  });
});

it('the check runs what everybody runs', () => {
  const { jobs } = workflowShape.parse(parse(read('.github/workflows/check.yml')));
  const scripts = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run?.trim() ?? []));
  expect(scripts).toContain('.ci/run');
});
