import { expect, test } from 'vitest';
import { parseConfiguration } from '../src/configuration/parse.ts';
import { settle } from '../src/settings.ts';

test.each([
  ['by its name', 'OUR_SECRET', 'an-ordinary-word', ['an-ordinary-word'], ['an-ordinary-word']],
  ['by its look', 'OUR_LOGIN', 'a1b2c3d4e5f6-x', [], ['a1b2c3d4e5f6-x']],
  ['by a part of an address', 'OUR_HOOK', 'https://example.org/h/T0A1b2C3d4E5', [], ['T0A1b2C3d4E5']],
  ['not where it is a word', 'NODE_ENV', 'production', [], []],
  ['not where it is a path', 'JAVA_HOME', '/usr/lib/jvm/21', [], []],
  ['not where everybody knows it', 'GITHUB_SHA', '0a1b'.repeat(10), [], []],
])('C21 the value of a listed variable is kept %s', (_why, name, value, guarded, unsaid) => {
  const settings = settle(parseConfiguration(`env: [${name}]\n`, 'bot.yml'), {}, { [name]: value }, ['own']);
  expect(settings.policy.secrets).toEqual(['own', ...guarded]);
  expect(new Set(settings.unsaid)).toEqual(new Set(['own', ...unsaid]));
});

test('C21 a variable that is not listed is nobody’s business', () => {
  const { unsaid } = settle(parseConfiguration('', 'bot.yml'), {}, { OUR_SECRET: 'a1b2c3d4e5f6' }, []);
  expect(unsaid).toEqual([]);
});

test('C21 agent and checks see the listed variables, where programs are, and nothing else', () => {
  const environment = { PATH: '/bin', CI: '1', GITHUB_TOKEN: 't', ACTIONS_RUNTIME_TOKEN: 'r', HOME: '/root' };
  const settings = settle(parseConfiguration('env: [CI, ABSENT]\n', 'bot.yml'), {}, environment, []);
  const seen = { LANG: 'C.UTF-8', PATH: '/bin', CI: '1' };
  expect([settings.agentEnvironment, settings.checks.env]).toEqual([seen, seen]);
});
