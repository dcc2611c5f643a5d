import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { withTables } from '../scripts/readme-tables.ts';
import { PRESETS } from '../src/agent/presets.ts';
import { parseAppSettings } from '../src/bot/settings.ts';
import { parseAgent } from '../src/configuration/agent.ts';
import { parseConfiguration } from '../src/configuration/parse.ts';
import { openEnvironmentSigner } from '../src/git/key-file.ts';
import { REMEDIES } from '../src/host/refusals.ts';
import { renderHelp } from '../src/report/help.ts';
import { openSandbox } from '../src/sandbox/open.ts';
import { stateDirectory } from '../src/state/place.ts';
import { newAppKey } from '../forge/app-key.ts';
import { openForge, type OpenForge } from '../forge/open-forge.ts';
import { runProgram, type Ended } from './doubles/programs.ts';
import { openScratch, type Scratch } from './doubles/scratch.ts';
import { openStage } from './doubles/stage.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');
const readme = read('README.md');
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'];

interface Example {
  /** The line of the fence in README.md. */
  readonly line: number;
  readonly label: string;
  readonly language: string;
  readonly text: string;
}

/** Fenced blocks by CommonMark, each with the comment before it that says what it is an example of. */
function examplesOf(markdown: string): Example[] {
  const found = markdown.matchAll(/(?:<!-- example: (.+) -->\n\n)?^(`{3,})(\w*)\n([\s\S]*?)^\2$/gm);
  return [...found].map(({ index, 1: label = '', 3: language = '', 4: text = '' }) => ({
    line: markdown.slice(0, index).split('\n').length,
    label,
    language,
    text,
  }));
}

/** What is not in a fenced block. */
function proseOf(path: string): string {
  return read(path).replaceAll(/^(`{3,})[\s\S]*?^\1$/gm, '');
}

const examples = examplesOf(readme);

function example(label: string): string {
  const [found, ...more] = examples.filter((one) => one.label === label);
  if (found === undefined || more.length > 0) throw new Error(`not exactly one example is the ${label}`);
  return found.text;
}

const stepsShape = z.object({
  steps: z.array(
    z.object({
      uses: z.string().optional(),
      env: z.record(z.string(), z.string()).optional(),
      with: z.record(z.string(), z.unknown()).optional(),
      run: z.string().optional(),
    }),
  ),
});
const workflowShape = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.strictObject({}),
  jobs: z.record(
    z.string(),
    z.object({
      if: z.string(),
      permissions: z.record(z.string(), z.enum(['read', 'write'])),
      concurrency: z.object({ group: z.string(), 'cancel-in-progress': z.literal(false) }),
      ...stepsShape.shape,
    }),
  ),
});
const [job] = Object.values(workflowShape.parse(parse(example('workflow'))).jobs);
const APP_PERMISSIONS = ['contents', 'issues', 'pull_requests'];

describe('the documents', () => {
  it.each(documents)('%s links to nothing that is not there', (name) => {
    const links = [...proseOf(name).matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    const own = links.filter((link) => !link.startsWith('https://'));
    expect(own.filter((link) => !existsSync(`${root}${link.split('#')[0]}`))).toEqual([]);
  });

  it.each(documents.slice(1))('%s names no file of this project that is not there', (name) => {
    const paths = [
      ...proseOf(name).matchAll(
        /`((?:\.ci|\.github|__tests__|bench|demo|dist|forge|schema|scripts|src)\/[\w./-]*)`/g,
      ),
    ].map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => !existsSync(`${root}${path}`))).toEqual([]);
  });

  it('ARCHITECTURE.md tells of every room, and of no other', () => {
    const rooms = /const ROOMS[^{]*(\{[\s\S]*?\n\});/.exec(read('__tests__/rooms.test.ts'))?.[1] ?? '';
    const table = Object.keys(z.record(z.string(), z.array(z.string())).parse(parse(rooms)));
    const told = [...read('ARCHITECTURE.md').matchAll(/^\| `src\/([^`/]+)\/?`/gm)].map(
      ([, room = '']) => room,
    );
    expect(told.toSorted()).toEqual(table.toSorted());
  });
});

describe('README.md', () => {
  it('has the tables and the usage that action.yml and the command make', () => {
    expect(withTables(readme, read('action.yml')) === readme, 'run scripts/readme-tables.ts').toBe(true);
  });

  it('says of every block what it is an example of, or makes it from the sources', () => {
    const unmarked = examples.filter(({ label, text }) => label === '' && !text.startsWith('usage: wholly'));
    expect(unmarked.map(({ line }) => line)).toEqual([]);
  });

  it('has every conclusion with its exit code', () => {
    const source = /const EXIT_CODES = \{([\s\S]*?)\}/.exec(read('src/report/conclusion.ts'))?.[1] ?? '';
    const codes = z.record(z.string(), z.number()).parse(parse(`{${source}}`));
    const rows = [...readme.matchAll(/^\| (\d+) +\| `([a-z-]+)` /gm)];
    expect(rows.map(([, code, conclusion]) => [conclusion, Number(code)])).toEqual(Object.entries(codes));
  });

  it('F08 has every code by which the host refuses a write', () => {
    const codes = [...readme.matchAll(/ \| `(E[A-Z]+)` +\|$/gm)].map(([, code]) => code);
    expect(codes).toEqual(Object.keys(REMEDIES));
  });

  it('has every command of a comment', () => {
    const commandsOf = (text: string) =>
      [...text.matchAll(/^\| `@bot ([a-z]+)[^`]*`/gm)].map(([, name]) => name);
    expect(new Set(commandsOf(readme))).toEqual(new Set(commandsOf(renderHelp('@bot'))));
  });

  it('names scripts that there are', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    for (const line of example('scripts').trim().split('\n')) {
      expect(Object.keys(scripts)).toContain(/^npm (?:run )?(\w+)$/.exec(line)?.[1]);
    }
  });

  it('has a configuration that Wholly takes', () => {
    expect(parseConfiguration(example('configuration'), 'bot.yml')).toMatchObject({
      agent: { kind: 'patch' },
    });
  });
});

describe('the workflow in README.md', () => {
  it('gives the action only inputs that it has', () => {
    const action = z.object({ inputs: z.record(z.string(), z.unknown()) }).parse(parse(read('action.yml')));
    const [own] = job?.steps.filter(({ uses }) => uses?.startsWith('OWNER/wholly@')) ?? [];
    expect(Object.keys(action.inputs)).toEqual(
      expect.arrayContaining(Object.keys(own?.with ?? { none: '' })),
    );
  });

  it('takes the steps of an agent with a model in the place of its own', () => {
    const { steps } = stepsShape.parse(parse(example('steps with a model')));
    const [sandbox, install, own, ...more] = steps;
    expect(more).toEqual([]);
    expect([sandbox?.run, own?.uses]).toEqual([job?.steps[0]?.run, job?.steps[1]?.uses]);
    const { agent, ...inputs } = own?.with ?? {};
    expect(inputs).toEqual(job?.steps[1]?.with);
    const { inputs: known } = z
      .object({ inputs: z.record(z.string(), z.unknown()) })
      .parse(parse(read('action.yml')));
    expect(Object.keys(known)).toEqual(expect.arrayContaining(Object.keys(own?.with ?? {})));
    const chosen = parseAgent(String(agent), '');
    const preset = chosen.kind === 'preset' ? PRESETS[chosen.name] : null;
    const key = preset?.model.key ?? '?';
    expect(own?.env).toEqual({ [key]: `\${{ secrets.${key} }}` });
    const [, line, version] = /^(.+ \S+)@([\d.]+)$/.exec(install?.run ?? '') ?? [];
    expect(line).toBe(preset?.install);
    // The one that was tried.
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('e2e/agents/package.json')));
    expect(dependencies[line?.split(' ').at(-1) ?? '?']).toBe(version);
    expect(readme).toMatch(new RegExp(`^\\| \`${String(agent)}\` .*\`${key}\``, 'm'));
    expect(steps.filter(({ env, run }) => env !== undefined && run !== undefined)).toEqual([]);
  });

  it('remembers conversations where they are kept, in steps like any other', () => {
    const steps = z
      .array(z.object({ uses: z.string(), with: z.looseObject({ path: z.string(), key: z.string() }) }))
      .parse(parse(example('conversation steps')));
    const [restore, save] = steps;
    expect(restore?.with).toMatchObject(save?.with ?? {});
    expect(restore?.with.path).toBe('${{ runner.temp }}/wholly-state/sessions');
  });

  it('is the one that this repository uses, but for where the action comes from', () => {
    const own = workflowShape.parse(parse(read('.github/workflows/bot.yml')));
    const [ownJob] = Object.values(own.jobs);
    expect({ if: ownJob?.if, permissions: ownJob?.permissions, concurrency: ownJob?.concurrency }).toEqual({
      if: job?.if,
      permissions: job?.permissions,
      concurrency: job?.concurrency,
    });
  });

  it('grants what a run needs, and the App asks for the same', () => {
    // The App has a state directory and no artifacts.
    const { actions, ...granted } = job?.permissions ?? {};
    expect(actions).toBe('write');
    const names = Object.keys(granted).map((name) => name.replace('-', '_'));
    expect(names.toSorted()).toEqual(APP_PERMISSIONS);
    const link = new URL(example('app link').trim()).searchParams;
    expect(APP_PERMISSIONS.map((name) => link.get(name))).toEqual(['write', 'write', 'write']);
    const events = new Set([...link.getAll('events[]'), 'workflow_dispatch']);
    expect(events).toEqual(
      new Set([...Object.keys(workflowShape.parse(parse(example('workflow'))).on), 'pull_request_review']),
    );
  });
});

describe('on the forge', () => {
  let forge: OpenForge;
  beforeAll(async () => {
    forge = await openForge();
  });
  afterAll(() => forge[Symbol.asyncDispose]());

  it('the permissions of the workflow in README.md are enough for a pull request', async () => {
    const stage = await openStage(forge, { files: { 'greeting.txt': 'Hello\n' } });
    const token = await forge.control.createToken({
      login: 'github-actions[bot]',
      repositories: [stage.fullName],
      permissions: Object.fromEntries([
        ...APP_PERMISSIONS.map((name) => [name, 'write']),
        ['metadata', 'read'],
      ]),
    });
    const issue = await stage.issue('Greet people in the evening', example('file issue.md'));
    await stage.comment(issue, '@bot implement');
    const { report } = await stage.act('issue_comment', { 'github-token': token });
    expect(report).toMatchObject({ conclusion: 'committed', pullRequest: { operation: 'created' } });
  });
});

describe('the settings of the App in README.md', () => {
  const settings = example('environment')
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [, name, value = ''] = /^export (\w+)=(.+)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value] as const];
    });

  it('are all that the server needs, and none of them too many', async () => {
    await using scratch = await openScratch();
    const file = scratch.join('key.pem');
    await writeFile(file, await newAppKey());
    const environment = { ...Object.fromEntries(settings), PRIVATE_KEY_PATH: file };
    expect(parseAppSettings(environment)).toMatchObject({ appId: 123_456, port: 3000, host: 'localhost' });
    for (const [name] of settings) {
      expect(() => parseAppSettings({ ...environment, [name]: '' })).toThrow(
        expect.objectContaining({ code: 'ESETTING' }),
      );
    }
  });

  it('stand in the table with every other variable that the server reads', async () => {
    const seen = new Set<string>();
    const environment = new Proxy<Record<string, string>>(
      { APP_ID: '1', WEBHOOK_SECRET: 'secret', PRIVATE_KEY: await newAppKey() },
      {
        get(known, name) {
          seen.add(String(name));
          return known[String(name)];
        },
      },
    );
    parseAppSettings(environment);
    stateDirectory(environment);
    await openEnvironmentSigner(environment, async () => tmpdir());
    const told = [...readme.matchAll(/^\| `([A-Z_]+)` /gm)].map(([, name]) => name);
    expect(new Set(told)).toEqual(seen);
  });
});

const commands = examples.flatMap(({ label, line, text }) => {
  const [, exit, needs] = /^exit (\d+)(?:, (sandbox))?$/.exec(label) ?? [];
  return exit === undefined ? [] : [{ line, text, exit: Number(exit), needsSandbox: needs !== undefined }];
});

describe('F08 the command lines in README.md, one after the other', () => {
  let scratch: Scratch;
  let hasSandbox = false;
  beforeAll(async () => {
    scratch = await openScratch();
    await writeFile(scratch.join('issue.md'), example('file issue.md'));
    hasSandbox = await openSandbox('auto').then(
      () => true,
      () => false,
    );
  });
  afterAll(() => scratch[Symbol.asyncDispose]());

  function runShell(text: string): Promise<Ended> {
    const script = `${example('function').replaceAll('/path/to/wholly', root)}\n${text}`;
    return runProgram('/bin/sh', ['-eu', '-c', script], {
      cwd: scratch.path,
      env: {
        PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
        HOME: scratch.path,
        TMPDIR: scratch.path,
      },
    });
  }

  it.each(commands)('the block in line $line ends with $exit', async ({ text, exit, needsSandbox }) => {
    const { exitCode, stderr } = await runShell(text);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: needsSandbox && !hasSandbox ? 2 : exit });
  });

  it('left what README.md says: branches with one commit each, the files, and nothing else', async () => {
    const { stdout } = await runShell(
      'git -C greeter log --format=%s evening main; git -C greeter show rescued:greeting.txt; cat greeter/greeting.txt; git -C greeter symbolic-ref HEAD',
    );
    expect(stdout.split('\n')).toEqual([
      'Greet people in the evening too',
      'Say hello',
      'Hello',
      'Good evening',
      'Hello',
      'Good evening',
      'refs/heads/main',
      '',
    ]);
  });
});

describe('the picture of the demo in README.md', () => {
  /** Numbers, ids and addresses are other ones each time. */
  function masked(line: string): string {
    return line
      .trimEnd()
      .replaceAll(/sha256:[0-9a-f]{64}/g, 'DIGEST')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'RUN')
      .replaceAll(/\b[0-9a-f]{40}\b/g, 'COMMIT')
      .replaceAll(/bot\/issue-1-[0-9a-f]{8}/g, 'BRANCH')
      .replaceAll(/\b\d+m?s\b/g, 'TIME')
      .replaceAll(/127\.0\.0\.1:\d+/g, 'HOST');
  }

  it('shows lines of a real run, in their order', async ({ skip }) => {
    skip(
      await openSandbox('auto').then(
        () => false,
        () => true,
      ),
      'the demo has a check, which needs a sandbox',
    );
    await using scratch = await openScratch();
    const { stdout, ...end } = await runProgram(process.execPath, [`${root}demo/demo.ts`, '--once'], {
      cwd: root,
      env: { PATH: process.env['PATH'] ?? '', TMPDIR: scratch.path },
    });
    expect(end).toMatchObject({ exitCode: 0 });
    const shown = example('demo')
      .trimEnd()
      .split('\n')
      .filter((line) => line !== '...')
      .map(masked);
    const printed = stdout.split('\n').map(masked);
    let from = 0;
    const missing = shown.filter((line) => {
      const at = printed.indexOf(line, from);
      if (at >= 0) from = at + 1;
      return at < 0;
    });
    expect(missing).toEqual([]);
  });
});
