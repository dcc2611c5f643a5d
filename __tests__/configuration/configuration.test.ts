import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../src/configuration/configuration.ts';
import { parseConfiguration } from '../../src/configuration/parse.ts';
import { MalformedConfiguration, type Problem } from '../../src/configuration/problem.ts';

function parse(text: string): Configuration {
  return parseConfiguration(text, 'bot.yml');
}

function problemsIn(text: string): readonly Problem[] {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof MalformedConfiguration) return error.problems;
    throw error;
  }
  return [];
}

/** `line:column key` of each problem. */
function placesIn(text: string): string[] {
  return problemsIn(text).map(({ line, column, key }) => `${line}:${column} ${key}`.trim());
}

const defaults: Configuration = {
  agent: { kind: 'patch' },
  setup: [],
  verify: [],
  env: [],
  commands: 'allow',
  hosts: [],
  protected: [{ paths: ['.github/**', 'CODEOWNERS', '**/*.lock'], policy: 'review' }],
  limits: { files: 100, bytes: 4_194_304, minutes: 20, turns: 50, attempts: 2 },
  rate: { runs: 5, minutes: 15 },
  pullRequest: { draft: true, labels: [], reviewers: [] },
  repositories: [],
  sparse: [],
  signing: 'prefer',
};

describe('a configuration', () => {
  it.each(['', ' \n\n', '# nothing yet\n', '---\n', '--- ~\n', '{}', '\ufeff', '\ufeff# x\r\n'])(
    'that says nothing is all defaults: %j',
    (text) => {
      expect(parse(text)).toEqual(defaults);
    },
  );

  it('says everything that the contract lists', () => {
    const text = `# comments are fine
agent: {acp: [my-agent, --quiet, ""], sessions: .my-agent/..kept}
setup: ["npm ci"]
model: my-model
verify:
  - npm test
  - |
    echo one
    echo two
env: [OPENAI_API_KEY, http_proxy]
commands: deny
hosts: [Registry.example.com, "localhost:8080", 127.0.0.1]
protected:
  - { paths: ["infra/**", /CODEOWNERS, secrets/, "*.{pem,key}"], policy: refuse }
  - { paths: ["docs/**"], policy: allow }
limits: { files: 10, minutes: 5 }
rate: { runs: 1 }
pull-request: { draft: false, labels: ["help wanted"], reviewers: [octo-cat] }
repositories: [octo/hello.world, octo/.github]
sparse: [packages/app, docs/]
signing: require
`;
    const expected: Configuration = {
      agent: { kind: 'acp', argv: ['my-agent', '--quiet', ''], sessions: '.my-agent/..kept' },
      model: 'my-model',
      setup: ['npm ci'],
      verify: ['npm test', 'echo one\necho two\n'],
      env: ['OPENAI_API_KEY', 'http_proxy'],
      commands: 'deny',
      hosts: [
        { name: 'registry.example.com', port: null },
        { name: 'localhost', port: 8080 },
        { name: '127.0.0.1', port: null },
      ],
      protected: [
        { paths: ['infra/**', '/CODEOWNERS', 'secrets/', '*.{pem,key}'], policy: 'refuse' },
        { paths: ['docs/**'], policy: 'allow' },
      ],
      limits: { files: 10, bytes: 4_194_304, minutes: 5, turns: 50, attempts: 2 },
      rate: { runs: 1, minutes: 15 },
      pullRequest: { draft: false, labels: ['help wanted'], reviewers: ['octo-cat'] },
      repositories: [
        { owner: 'octo', name: 'hello.world' },
        { owner: 'octo', name: '.github' },
      ],
      sparse: ['packages/app', 'docs'],
      signing: 'require',
    };
    expect(parse(text)).toEqual(expected);
    expect(parse(`\ufeff${text.replaceAll('\n', '\r\n')}`)).toEqual(expected);
    expect(parse('agent: codex').agent).toEqual({ kind: 'preset', name: 'codex' });
    expect(parse('agent: {command: [x]}').agent).toEqual({ kind: 'command', argv: ['x'] });
    expect(parse('protected: []').protected).toEqual([]);
  });

  it('is not changed by what was read before', () => {
    expect(parse('limits: {files: 3}').limits.files).toBe(3);
    expect(parse('')).toEqual(defaults);
  });
});

describe('a problem', () => {
  it.each([
    ['verify: [a]\nagnet: patch\n', '2:1 agnet'],
    ['limits:\n  files: 5\n  file: 5\n', '3:3 limits.file'],
    ['\ufeffverify: [a]\r\nagnet: patch\r\n', '2:1 agnet'],
    ['verify: npm test', '1:9 verify'],
    ['verify:\n', '1:8 verify'],
    ['verify:\n  - a\n  - {b: c}\n', '3:5 verify[1]'],
    ['verify: ["  "]', '1:10 verify[0]'],
    ['agent: clod', '1:8 agent'],
    ['model: ""', '1:8 model'],
    ['model: "--yes"', '1:8 model'],
    ['model: a b', '1:8 model'],
    ['agent: {acp: x}', '1:14 agent.acp'],
    ['agent: {command: []}', '1:18 agent.command[0]'],
    ['agent: {command: [""]}', '1:19 agent.command[0]'],
    ['agent: {command: [a, 1]}', '1:22 agent.command[1]'],
    ['agent: {acp: [a], command: [b]}', '1:8 agent'],
    ['agent: {acp: [a], sessions: ../b}', '1:29 agent.sessions'],
    ['agent: {acp: [a], sessions: /b}', '1:29 agent.sessions'],
    ['agent: {acp: [a], sessions: b/./c}', '1:29 agent.sessions'],
    ['agent: {command: [a], sessions: b}', '1:23 agent.sessions'],
    ['agent: {}', '1:8 agent'],
    ['signing: yes', '1:10 signing'],
    ['signing: false', '1:10 signing'],
    ['pull-request: {draft: "yes"}', '1:23 pull-request.draft'],
    [`pull-request: {labels: [${'x'.repeat(51)}]}`, '1:25 pull-request.labels[0]'],
    ['pull-request: {reviewers: ["@me"]}', '1:28 pull-request.reviewers[0]'],
    ['protected: [{paths: [a]}]', '1:13 protected[0].policy'],
    ['protected: [{paths: [], policy: allow}]', '1:21 protected[0].paths'],
    ['protected: [{paths: [a], policy: deny}]', '1:34 protected[0].policy'],
    ['- a\n- b\n', '1:1'],
    ['just text', '1:1'],
    ['repositories: [a/b, A/B]', '1:15 repositories'],
    ['sparse: [/a]', '1:10 sparse[0]'],
    ['sparse: [a/../b]', '1:10 sparse[0]'],
    ['sparse: [a//b]', '1:10 sparse[0]'],
    ['sparse: [a/.GIT]', '1:10 sparse[0]'],
    ['sparse: [""]', '1:10 sparse[0]'],
    [`env: [${'A,'.repeat(101)}]`, '1:6 env'],
  ])('names its place and key: %j', (text, place) => {
    expect(placesIn(text)).toEqual([place]);
  });

  it('is told together with all others, in the order of the file', () => {
    expect(
      placesIn('limits: {files: 0, bytes: x, foo: 1}\nsetup: a\nenv: [GITHUB_TOKEN, 1a]\nsigning: yes\nx: 1'),
    ).toEqual([
      '1:17 limits.files',
      '1:27 limits.bytes',
      '1:30 limits.foo',
      '2:8 setup',
      '3:7 env[0]',
      '3:21 env[1]',
      '4:10 signing',
      '5:1 x',
    ]);
  });

  it('stands in the message with the file, in one line each', () => {
    const error = new MalformedConfiguration('.github/bot.yml', problemsIn('a: 1\nb: 2'));
    expect(error.code).toBe('ECONFIG');
    expect(error.message.split('\n').map((line) => line.split(' ')[0])).toEqual([
      '.github/bot.yml:1:1:',
      '.github/bot.yml:2:1:',
    ]);
  });

  it('is one of twenty at most, and never a long one', () => {
    const text = Array.from({ length: 500 }, (_, index) => `${'k'.repeat(110)}${index}: 1`).join('\n');
    const problems = problemsIn(text);
    expect(problems).toHaveLength(20);
    expect(problems.every(({ key }) => key.length < 120)).toBe(true);
  });
});

describe('a limit', () => {
  it.each([
    ['limits', 'files', 10_000],
    ['limits', 'bytes', 104_857_600],
    ['limits', 'minutes', 360],
    ['limits', 'turns', 1_000],
    ['limits', 'attempts', 10],
    ['rate', 'runs', 1_000],
    ['rate', 'minutes', 1_440],
  ] as const)('%s.%s is a whole number from 1 to %i', (section, key, largest) => {
    expect(parse(`${section}: {${key}: ${largest}}`)).toMatchObject({ [section]: { [key]: largest } });
    expect(parse(`${section}: {${key}: 1}`)).toMatchObject({ [section]: { [key]: 1 } });
    for (const value of [0, -1, 1.5, largest + 1, '1e400', '.inf', '.nan', '"5"', 'true', '~', '[1]'])
      expect(problemsIn(`${section}: {${key}: ${value}}`).map((problem) => problem.key)).toEqual([
        `${section}.${key}`,
      ]);
  });
});

describe('a variable', () => {
  it.each([
    'GITHUB_TOKEN',
    'github_token',
    'GH_TOKEN',
    'ACTIONS_RUNTIME_TOKEN',
    'Actions_Id_Token_Request_Token',
    'INPUT_GITHUB_TOKEN',
    'PRIVATE_KEY',
    'WEBHOOK_SECRET',
    'DATABASE_URL',
    'WHOLLY_STATE',
  ])('that belongs to the bot is refused: %s', (name) => {
    expect(placesIn(`env: [A, ${name}]`)).toEqual(['1:10 env[1]']);
  });

  it.each(['1A', 'A-B', 'A=B', '', 'A B', 'Ä', 'A\\0', '$A', 'A\\n'])(
    'that is none is refused: %j',
    (name) => {
      expect(placesIn(`env: ["${name}"]`)).toEqual(['1:7 env[0]']);
    },
  );

  it.each(['A', '_', 'a1', 'GITHUB_ACTOR', 'MY_GITHUB_TOKEN', 'ACTION'])('may be %s', (name) => {
    expect(parse(`env: [${name}]`).env).toEqual([name]);
  });
});

describe('a host', () => {
  it.each(['example.com', 'a', 'a-b.c', '10.0.0.1', 'a:1', 'a.b:65535', 'xn--bcher-kva.example'])(
    'may be %s',
    (host) => {
      const [name, port] = host.split(':');
      expect(parse(`hosts: ["${host}"]`).hosts).toEqual([
        { name, port: port === undefined ? null : Number(port) },
      ]);
    },
  );

  it.each([
    '',
    'http://a',
    'a/b',
    '*.a',
    '*',
    'a:',
    'a:0',
    'a:65536',
    'a:99999',
    'a:b',
    'a..b',
    '.a',
    'a.',
    '-a',
    'a-',
    'a b',
    'a@b',
    'ä',
    'a\\n',
    `${'a'.repeat(64)}.b`,
  ])('cannot be %j', (host) => {
    expect(placesIn(`hosts: ["${host}"]`)).toEqual(['1:9 hosts[0]']);
  });
});

describe('a protected path', () => {
  it.each(['a', '*.lock', '/a', 'a/', '**', 'a/**/b', '[ab]', '[!a]', '{a,b}', '+(a|b)', '..a', 'a.', '.a'])(
    'may be %j',
    (glob) => {
      expect(parse(`protected: [{policy: refuse, paths: ["${glob}"]}]`).protected[0]?.paths).toEqual([glob]);
    },
  );

  it.each([
    '',
    '!a',
    '!(a)',
    './a',
    '../a',
    'a/../b',
    'a/.',
    '..',
    '[',
    '{a',
    '(a',
    '[z-a]',
    'a\\nb',
    'x'.repeat(513),
  ])('cannot be %j', (glob) => {
    expect(placesIn(`protected: [{policy: refuse, paths: ["${glob}"]}]`)).toEqual([
      '1:38 protected[0].paths[0]',
    ]);
  });
});

describe('a repository', () => {
  it.each([
    '',
    'a',
    'a/',
    '/a',
    'a/b/c',
    '../b',
    'a/..',
    'a/.',
    'a/b..c',
    'a/b.git',
    '-a/b',
    'a/-b',
    'a b/c',
    'a/b\\0',
  ])('L01 cannot be %j', (name) => {
    expect(placesIn(`repositories: ["${name}"]`)).toEqual(['1:16 repositories[0]']);
  });
});

describe('YAML', () => {
  it.each([
    ['keys that come twice', 'verify: [a]\nsetup: []\nverify: [b]\n', 3],
    ['a key that is no text', 'verify: [a]\n1: 2\n', 2],
    ['a key that is null', '~: 2\n', 1],
    ['a key that is a list', '? [a]\n: b\n', 1],
    ['a tag of its own', 'verify: [a]\nagent: !patch x\n', 2],
    ['a tag that makes a value', 'verify: !!set {a}\n', 1],
    ['a tag that makes bytes', 'verify: [!!binary YQ==]\n', 1],
    ['a second document', 'verify: [a]\n---\nverify: [b]\n', 2],
    ['an alias of nothing', 'verify: *x\n', 1],
    ['an alias of itself', 'verify: &x [*x]\n', 1],
    ['a merge key', 'limits: &x {files: 3}\nrate:\n  <<: *x\n', 3],
    ['a tab for an indent', 'limits:\n\tfiles: 3\n', 2],
    ['a list without its end', 'verify: [a\nsetup: []\n', 2],
    ['a text without its end', 'verify: ["a]\n', 2],
    ['a prototype', 'verify: [a]\n__proto__: {agent: claude}\n', 2],
  ])('with %s is refused where it stands', (_what, text, line) => {
    expect(problemsIn(text).map((problem) => problem.line)).toContain(line);
  });

  it('may repeat itself by aliases, within reason', () => {
    expect(parse('verify: &x [npm test]\nsetup: *x\n').setup).toEqual(['npm test']);
    expect(placesIn('limits: &x {files: 0}\nrate: *x\n')).toEqual(['1:13 rate.files', '1:20 limits.files']);
  });

  it('that grows without end is refused soon', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [index, name] of ['b', 'c', 'd', 'e', 'f', 'g', 'h'].entries())
      bomb.push(`${name}: &${name} [${`*${'abcdefg'.charAt(index)}, `.repeat(10)}]`);
    for (const text of [
      bomb.join('\n'),
      'a: '.repeat(2_000),
      '['.repeat(5_000),
      '- '.repeat(5_000),
      `verify: [${'a,'.repeat(12_000)}]`,
      `verify: ["${'a'.repeat(70_000)}"]`,
      '{a: '.repeat(3_000),
    ])
      expect(problemsIn(text).length).toBeGreaterThan(0);
  });

  it('1.2 is meant, whatever a first line says: off is a word', () => {
    expect(parse('signing: off').signing).toBe('off');
    expect(parse('%YAML 1.1\n---\nsigning: off').signing).toBe('off');
  });

  it('of any kind either is a configuration or says what is wrong with it', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'agent',
        'verify',
        'limits',
        'files',
        ': ',
        '\n',
        '  ',
        '- ',
        '[',
        ']',
        '{',
        '}',
        ', ',
        '&a ',
        '*a',
        '!x ',
        '? ',
        '|',
        '>',
        '"',
        "'",
        '#',
        '---',
        '...',
        '%',
        '~',
        '0',
        '\t',
        '\r',
        '\0',
        '\ufeff',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        for (const problem of problemsIn(pieces.join(''))) {
          expect(problem.line).toBeGreaterThan(0);
          expect(problem.column).toBeGreaterThan(0);
          expect(problem.message).not.toBe('');
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
