import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { parseConfiguration } from '../../src/configuration/parse.ts';
import { configurationSchema } from '../../src/configuration/shape.ts';

const published = '../../schema/bot.schema.json';

function compile(): ValidateFunction {
  return new Ajv({ strictTuples: false }).compile(configurationSchema());
}

function isTaken(value: unknown): boolean {
  try {
    parseConfiguration(stringify(value), 'bot.yml');
    return true;
  } catch {
    return false;
  }
}

const sectionShape = z.looseObject({
  description: z.string().min(10),
  properties: z.record(z.string(), z.looseObject({ description: z.string().min(10) })).optional(),
});

describe('the published schema', () => {
  it('is in step with the parser (run vitest with -u to write it anew)', async () => {
    await expect(`${JSON.stringify(configurationSchema(), null, 2)}\n`).toMatchFileSnapshot(published);
  });

  it('says of every key what it is for', () => {
    const schema = z.object({ properties: z.record(z.string(), sectionShape) }).parse(configurationSchema());
    expect(Object.keys(schema.properties)).toEqual([
      'agent',
      'model',
      'setup',
      'verify',
      'env',
      'commands',
      'hosts',
      'protected',
      'limits',
      'rate',
      'pull-request',
      'repositories',
      'sparse',
      'signing',
    ]);
  });

  const word = fc.constantFrom('', '!a', '1', 'a b', 'a-b', 'a/b/c', 'http://a', 'a:0', 'x'.repeat(9_000));
  const broken = fc.oneof(fc.jsonValue(), fc.array(word, { maxLength: 3 }));

  /** Mostly what is right. */
  function mostly(...right: readonly unknown[]): fc.Arbitrary<unknown> {
    return fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...right) }, { weight: 1, arbitrary: broken });
  }

  function some(keys: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> {
    return fc.record(keys, { requiredKeys: [] });
  }

  const number = mostly(1, 5, 360, 361, 0, 1.5);
  const files = some({
    agent: mostly(
      'patch',
      'claude',
      { acp: ['a'] },
      { acp: ['a'], sessions: 'b/c' },
      { acp: ['a'], sessions: '../b' },
      { command: ['a', ''] },
      { acp: [] },
      {},
    ),
    model: mostly('a/b-1', '@c/d', '-e', 'f g'),
    setup: mostly([], ['a'], ['a b', 'c\nd']),
    verify: mostly([], ['a']),
    env: mostly([], ['A_B', 'c']),
    commands: mostly('allow', 'deny', 'ask'),
    hosts: mostly([], ['a', 'B.c:80']),
    protected: mostly([], [{ paths: ['a', '/b/', '*.{c,d}'], policy: 'refuse' }], [{ paths: ['a'] }]),
    limits: some({ files: number, turns: number }),
    rate: some({ runs: number }),
    'pull-request': some({
      draft: mostly(true, false),
      labels: mostly([], ['a b']),
      reviewers: mostly(['a']),
    }),
    repositories: mostly([], ['a/b', 'a/.c']),
    signing: mostly('off', 'prefer', 'require', 'on'),
  });

  it('takes whatever the parser takes', () => {
    const validate = compile();
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(files, (file) => {
        const taken = isTaken(file);
        seen.add(taken);
        expect([taken, validate(file)]).not.toEqual([true, false]);
      }),
      { numRuns: 500 },
    );
    expect(seen.size).toBe(2);
  });

  it.each([
    { agnet: 'patch' },
    { agent: 'clod' },
    { agent: { acp: [] } },
    { model: '-m' },
    { model: 'a\u0000b' },
    { agent: { acp: ['a'], command: ['b'] } },
    { verify: 'npm test' },
    { env: ['A-B'] },
    { hosts: ['http://a'] },
    { protected: [{ paths: ['a'] }] },
    { protected: [{ paths: ['!a'], policy: 'allow' }] },
    { limits: { files: 0 } },
    { limits: { files: 10_001 } },
    { rate: { runs: 1.5 } },
    { 'pull-request': { draft: 'no' } },
    { repositories: ['a/b/c'] },
    { signing: 'on' },
  ])('refuses what the parser refuses: %j', (file) => {
    expect(compile()(file)).toBe(false);
    expect(isTaken(file)).toBe(false);
  });
});
