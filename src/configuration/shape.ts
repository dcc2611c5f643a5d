import picomatch from 'picomatch';
import { z } from 'zod';
import { agentShape, modelShape } from './agent.ts';

const most = 100;

/** A mapping that names the keys it knows when it meets another one. */
function section<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `unknown key; known here: ${Object.keys(shape).join(', ')}`
        : undefined,
  });
}

function listOf<T extends z.ZodType>(entry: T) {
  return z.array(entry).max(most, `must have ${most} entries at most`);
}

/** `limit` says where the largest value comes from. */
function whole(largest: number, limit: string) {
  const error = `must be a whole number from 1 to ${largest} (${limit})`;
  return z.int({ error }).min(1, { error }).max(largest, { error });
}

function choice<const T extends readonly [string, ...string[]]>(...values: T) {
  return z.enum(values, { error: `expected one of ${values.join(', ')}` });
}

const shellCommand = z
  .string()
  .max(8_192, 'must be 8192 characters at most')
  .regex(/^[^\0]*[^\0\s][^\0]*$/, 'must be a shell command');

// What belongs to the bot: its own credentials, and everything that the runner hands to actions.
const keptFromAgents =
  /^(?:GITHUB_TOKEN|GH_TOKEN|GITHUB_CLIENT_SECRET|PRIVATE_KEY|PRIVATE_KEY_PATH|WEBHOOK_SECRET|DATABASE_URL|ACTIONS_.*|INPUT_.*|WHOLLY_.*)$/;

const variable = z
  .string()
  .max(255, 'must be 255 characters at most')
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, {
    error: 'must be the name of a variable: letters, digits and _, no digit first',
    abort: true,
  })
  // Some systems do not tell upper from lower case here.
  .refine(
    (name) => !keptFromAgents.test(name.toUpperCase()),
    'is a variable of the bot that no agent may see',
  );

const host = z
  .string()
  .max(261, 'must be 261 characters at most')
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*(?::[1-9][0-9]{0,4})?$/,
    {
      error:
        'must be a name or address of a host, as in example.com or example.com:8080; without scheme, path or wildcard',
      abort: true,
    },
  )
  .refine((text) => Number(text.split(':')[1] ?? 1) <= 65_535, 'has a port above 65535')
  .transform((text) => {
    const [name = '', port] = text.toLowerCase().split(':');
    return { name, port: port === undefined ? null : Number(port) };
  });

const glob = z
  .string()
  .max(512, 'must be 512 characters at most')
  // There is no exception within a list, and what leaves the root would match nothing: neither protects what was meant.
  .regex(/^(?!!)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\0\r\n]+$/, {
    error: 'must be a glob over paths from the root, without a leading ! and without . or .. between slashes',
    abort: true,
  })
  .refine(isGlob, 'is not a glob: a bracket is open or its range is not one');

const protection = section({
  paths: listOf(glob)
    .min(1, 'must have one entry at least')
    .describe(
      'Globs over paths from the root of the repository, as in `.github/**`; one without a slash matches at any depth.',
    ),
  policy: choice('refuse', 'review', 'allow').describe(
    'refuse: a change set that touches such a path does not land. review: it lands as a draft for people to look at. allow: it lands.',
  ),
});

const login = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,99}$/, 'must be a login, without @');

const repository = z
  .string()
  .regex(
    /^[A-Za-z0-9_][A-Za-z0-9_-]{0,38}\/(?!\.{1,2}$|.*\.\.|.*\.[Gg][Ii][Tt]$)[A-Za-z0-9._][A-Za-z0-9._-]{0,99}$/,
    'must be a repository, as in owner/name',
  );

const repositories = listOf(repository)
  .refine(
    (names) => new Set(names.map((name) => name.toLowerCase())).size === names.length,
    'names a repository twice',
  )
  .transform((names) =>
    names.map((text) => {
      const [owner = '', name = ''] = text.split('/');
      return { owner, name };
    }),
  );

const directory = z
  .string()
  .max(1_024, 'must be 1024 characters at most')
  .regex(
    /^(?!.*(?:^|\/)(?:\.{1,2}|\.[Gg][Ii][Tt])(?:\/|$))[^\0\r\n/\\]+(?:\/[^\0\r\n/\\]+)*\/?$/,
    'must be a directory, as in packages/app: from the root, without . or .. between slashes',
  )
  .transform((path) => path.replace(/\/$/, ''));

/** The file, with its keys as they are written there. */
export const fileShape = section({
  agent: agentShape
    .prefault('patch')
    .describe('Who does the work: a preset, or a program of your own as {acp: [...]} or {command: [...]}.'),
  model: modelShape
    .optional()
    .describe(
      "The model of this agent, by the agent's own name for it. Without it the agent takes its default.",
    ),
  setup: listOf(shellCommand)
    .default([])
    .describe(
      'Shell commands that make the repository ready for `verify`, run in order in a fresh checkout.',
    ),
  verify: listOf(shellCommand)
    .default([])
    .describe('Shell commands that must all succeed before a change set is published.'),
  env: listOf(variable)
    .default([])
    .describe('Names of further environment variables that the agent may see, never credentials of the bot.'),
  commands: z
    .enum(['allow', 'deny'])
    .default('allow')
    .describe(
      'What an agent hears that asks before it runs a command (`gemini`, `copilot`, `opencode` and by `acp`): once, never for good.',
    ),
  hosts: listOf(host)
    .prefault([])
    .describe('Further hosts that the agent may reach, as in `registry.example.com` or `example.com:8080`.'),
  protected: listOf(protection)
    .default([{ paths: ['.github/**', 'CODEOWNERS', '**/*.lock'], policy: 'review' }])
    .describe(
      'What happens to a whole change set that touches certain paths. A list here replaces the default.',
    ),
  limits: section({
    files: whole(10_000, 'more is not a change that anybody reviews')
      .default(100)
      .describe('Most files that one change set may touch.'),
    bytes: whole(104_857_600, 'GitHub takes no file over 100 MiB')
      .default(4_194_304)
      .describe('Most bytes that all changed files together may have.'),
    minutes: whole(360, 'a job on GitHub ends after 6 hours')
      .default(20)
      .describe('Longest time that the agent may take.'),
    turns: whole(1_000, 'more is an agent that goes in circles')
      .default(50)
      .describe('Most turns that the agent may take with its model.'),
    attempts: whole(10, 'more is an agent that does not learn from its checks')
      .default(2)
      .describe(
        'Most times that the agent may work on one request: after the first it is told which check failed, and how.',
      ),
    tokens: whole(1_000_000_000, 'more is no limit')
      .optional()
      .describe('Most tokens that the agent may use, as far as it tells.'),
    dollars: z
      .number()
      .positive('must be more than 0')
      .max(10_000, 'must be 10000 at most')
      .optional()
      .describe('Most US dollars that the agent may cost, as far as it tells.'),
  })
    .prefault({})
    .describe('Where a run ends. What was done up to there is kept, but not published.'),
  rate: section({
    runs: whole(1_000, 'more is no limit').default(5).describe('Most requests of one user within `minutes`.'),
    minutes: whole(1_440, 'one day').default(15).describe('The time over which requests are counted.'),
  })
    .prefault({})
    .describe('How often one user may ask.'),
  'pull-request': section({
    draft: z.boolean().default(true).describe('Whether pull requests are opened as drafts.'),
    labels: listOf(
      z.string().min(1, 'must not be empty').max(50, 'must be 50 characters at most, as GitHub has it'),
    )
      .default([])
      .describe('Labels put on each pull request.'),
    reviewers: listOf(login).default([]).describe('Logins that are asked to review each pull request.'),
  })
    .prefault({})
    .describe('What the pull requests look like.'),
  repositories: repositories
    .prefault([])
    .describe('Further repositories, as owner/name, that one request may change together with this one.'),
  sparse: listOf(directory)
    .prefault([])
    .describe(
      'Directories that the agent gets, with the files in the root and on the way to them, as in `packages/app`. Checks get the whole repository.',
    ),
  signing: choice('off', 'prefer', 'require')
    .default('prefer')
    .describe(
      'Whether commits are signed: off, prefer (where there is a key), require (by a key or else by the host, or nothing is written).',
    ),
}).meta({
  title: 'Wholly',
  description: 'What a repository says about the bot, in .github/bot.yml of its base branch.',
});

/** The JSON Schema of the file (draft 7, the one that editors know), published as `schema/bot.schema.json`. */
export function configurationSchema(): object {
  return z.toJSONSchema(fileShape, { target: 'draft-7', io: 'input' });
}

function isGlob(text: string): boolean {
  try {
    // Without `debug` a glob that makes no regular expression would become one that matches nothing.
    picomatch.makeRe(text, { dot: true, nonegate: true, strictBrackets: true, debug: true });
    return true;
  } catch (error) {
    // This is how picomatch says what it cannot read; anything else is ours to hear of.
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
