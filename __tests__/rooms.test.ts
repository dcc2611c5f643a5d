import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** Who may know whom: each room, and the rooms that it may import. Files at the top of `src` are rooms of their own. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'change-set': [],
  trigger: [],
  configuration: [],
  sandbox: [],
  commit: [],
  ledger: [],
  sanitiser: [],
  secrets: [],
  guard: ['change-set', 'secrets'],
  git: ['change-set'],
  state: ['change-set', 'git'],
  agent: ['sandbox'],
  report: ['change-set', 'commit', 'sanitiser', 'secrets'],
  writer: ['change-set', 'commit', 'git'],
  checkout: ['change-set', 'git', 'sandbox'],
  verification: ['checkout', 'git', 'sandbox'],
  host: ['change-set', 'commit', 'git'],
  delivery: ['change-set', 'commit', 'git', 'host', 'report', 'state', 'writer'],
  request: [
    'agent',
    'change-set',
    'checkout',
    'commit',
    'delivery',
    'git',
    'host',
    'ledger',
    'report',
    'sanitiser',
    'state',
    'trigger',
    'writer',
  ],
  'settings.ts': ['agent', 'configuration', 'guard', 'verification'],
  'land.ts': [
    'change-set',
    'checkout',
    'commit',
    'delivery',
    'git',
    'guard',
    'report',
    'sandbox',
    'state',
    'verification',
    'writer',
  ],
  'given.ts': ['agent', 'checkout'],
  'converse.ts': ['agent', 'checkout', 'given.ts', 'report', 'secrets', 'state'],
  'attempt.ts': [
    'agent',
    'checkout',
    'converse.ts',
    'delivery',
    'git',
    'guard',
    'land.ts',
    'report',
    'settings.ts',
    'verification',
  ],
  'check-out.ts': ['checkout', 'git', 'guard', 'host', 'report', 'sandbox', 'settings.ts'],
  'run.ts': [
    'agent',
    'attempt.ts',
    'check-out.ts',
    'checkout',
    'converse.ts',
    'delivery',
    'land.ts',
    'report',
    'settings.ts',
  ],
  'publish.ts': ['change-set', 'checkout', 'delivery', 'git', 'guard', 'land.ts', 'report', 'settings.ts'],
  'work.ts': [
    'change-set',
    'checkout',
    'configuration',
    'converse.ts',
    'delivery',
    'git',
    'host',
    'land.ts',
    'publish.ts',
    'report',
    'request',
    'run.ts',
    'settings.ts',
    'state',
    'trigger',
  ],
  'explain.ts': ['agent', 'check-out.ts', 'given.ts', 'report', 'run.ts'],
  answer: [
    'change-set',
    'checkout',
    'explain.ts',
    'git',
    'host',
    'report',
    'request',
    'sanitiser',
    'state',
    'trigger',
    'work.ts',
  ],
  'recover.ts': [
    'change-set',
    'checkout',
    'commit',
    'delivery',
    'git',
    'host',
    'report',
    'request',
    'state',
    'trigger',
  ],
  'respond.ts': [
    'answer',
    'commit',
    'host',
    'ledger',
    'recover.ts',
    'report',
    'request',
    'state',
    'trigger',
    'work.ts',
  ],
  service: ['agent', 'git', 'host', 'recover.ts', 'report', 'respond.ts', 'sandbox', 'state', 'trigger'],
  bot: ['bot.ts', 'git', 'host', 'service', 'state'],
  action: [
    'agent',
    'change-set',
    'checkout',
    'recover.ts',
    'configuration',
    'git',
    'guard',
    'host',
    'report',
    'respond.ts',
    'sandbox',
    'secrets',
    'settings.ts',
    'state',
    'trigger',
  ],
  'command-line': [
    'agent',
    'bot',
    'change-set',
    'checkout',
    'commit',
    'configuration',
    'delivery',
    'git',
    'ledger',
    'publish.ts',
    'report',
    'run.ts',
    'sandbox',
    'settings.ts',
    'state',
    'trigger',
    'writer',
  ],
  'bot.ts': ['service'],
  'action.ts': ['action'],
  'cli.ts': ['command-line'],
};

/** What only some rooms may know of the world outside. */
const OUTSIDE: readonly { readonly what: RegExp; readonly rooms: readonly string[] }[] = [
  { what: /from '@octokit\//, rooms: ['host'] },
  { what: /from '(?:probot|@probot\/)/, rooms: ['bot', 'bot.ts'] },
  { what: /process\.env\b/, rooms: ['action.ts', 'cli.ts'] },
  // Elsewhere a directory of a killed process would stay: `openScratch` makes one that a sweep finds. A sandbox's own
  // goes with its keeper.
  { what: /\bmkdtemp/, rooms: ['checkout', 'sandbox'] },
];

const files = await sourceFiles();

test('every room imports only the rooms that the table allows', () => {
  const broken = files.flatMap(({ path, text }) =>
    importsOf(path, text)
      .filter((room) => room !== roomOf(path) && !(ROOMS[roomOf(path)] ?? []).includes(room))
      .map((room) => `${path} may not import from ${room}`),
  );
  expect(broken).toEqual([]);
});

test('F05 every error of ours carries a code of its own, by which a caller can tell it', () => {
  const classes = files.flatMap(({ path, text }) =>
    [...text.matchAll(/class (\w+) extends Error \{([^]*?)\n\}/g)].map(([, name, body = '']) => ({
      name: `${path} ${name}`,
      code: /readonly code\b/.exec(body)?.[0] ?? null,
    })),
  );
  expect(classes.length).toBeGreaterThan(20);
  expect(classes.filter(({ code }) => code === null)).toEqual([]);
});

test('every room stands in the table, and every row of the table is needed', () => {
  expect(new Set(files.map(({ path }) => roomOf(path)))).toEqual(new Set(Object.keys(ROOMS)));
  const unneeded = Object.entries(ROOMS).flatMap(([room, allowed]) => {
    const used = new Set(
      files.filter(({ path }) => roomOf(path) === room).flatMap(({ path, text }) => importsOf(path, text)),
    );
    return allowed.filter((other) => !used.has(other)).map((other) => `${room} does not need ${other}`);
  });
  expect(unneeded).toEqual([]);
});

test('only the named rooms know the host library, the bot framework, the environment and temporary directories', () => {
  const broken = OUTSIDE.flatMap(({ what, rooms }) =>
    files
      .filter(({ path, text }) => what.test(text) && !rooms.includes(roomOf(path)))
      .map(({ path }) => `${path} knows ${what.source}`),
  );
  expect(broken).toEqual([]);
});

function roomOf(path: string): string {
  return path.split('/')[0] ?? '';
}

/** The rooms a file imports from, statically or when it is needed. */
function importsOf(path: string, text: string): string[] {
  const found = text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g);
  return [...found].map(([, target = '']) => roomOf(posix.join(dirname(path), target)));
}

async function sourceFiles(): Promise<{ path: string; text: string }[]> {
  const names = await readdir(SRC, { recursive: true, withFileTypes: true });
  return await Promise.all(
    names
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map(async (entry) => {
        const file = join(entry.parentPath, entry.name);
        return { path: relative(SRC, file), text: await readFile(file, 'utf8') };
      }),
  );
}
