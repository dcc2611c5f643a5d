import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openStage, type Stage, type Told } from '../../__tests__/doubles/stage.ts';
import { until } from '../../__tests__/doubles/until.ts';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { AGENTS, type RealAgent } from './agents.ts';
import { openModel, type Model } from './model.ts';
import { ENDLESS, SCENARIOS, WORD, type Scenario } from './scenarios.ts';

/**
 * Drives agents that nobody here wrote through the whole story, on the offline GitHub and a scripted model, and compares
 * what became of it: `npm run e2e:agents [-- --agent claude] [--scenario 'calls home']`. Installs them when they are not
 * there; where they cannot be installed it says so and ends well.
 */
const HERE = import.meta.dirname;
const KEY = 'e2e-model-key-0123456789abcdef0123456789abcdef';
const CANARY = 'e2e-canary-fedcba9876543210fedcba9876543210';
/** How soon nothing may be left of an agent that is stopped, milliseconds; the contract says so. */
const STOPPED_WITHIN_MS = 3000;

const { values } = parseArgs({ options: { agent: { type: 'string' }, scenario: { type: 'string' } } });

interface Row {
  readonly agent: string;
  readonly scenario: string;
  readonly conclusion: string;
  readonly seconds: number;
  readonly wrong: string;
}

/** Where one scenario is played. */
interface Place {
  readonly forge: OpenForge;
  /** Holds the agents as programs. */
  readonly bin: string;
  /** None of the agent's business, and empty. */
  readonly outside: string;
  /** The state directory of the run. */
  readonly state: string;
}

if (install()) await runAll();

/** False where the agents cannot be had. */
function install(): boolean {
  const stamp = join(HERE, 'node_modules', '.wholly-packages');
  const wanted = createHash('sha256')
    .update(readFileSync(join(HERE, 'package-lock.json')))
    .digest('hex');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    console.log('Installing the agents, some 1200 MB ...');
    // Their own scripts only copy what is executed directly here.
    const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: HERE,
      stdio: 'inherit',
    });
    if (status !== 0) return skip('the agents cannot be installed here');
    writeFileSync(stamp, wanted);
  }
  const absent = AGENTS.filter(({ program }) => !existsSync(join(HERE, program)));
  return (
    absent.length === 0 || skip(`there is no ${absent.map(({ name }) => name).join(', ')} for this system`)
  );
}

function skip(why: string): false {
  console.log(`\nSKIPPED: ${why}, so NOTHING was tested with real agents.`);
  return false;
}

async function runAll(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'wholly-e2e-'));
  const rows: Row[] = [];
  try {
    await using forge = await openForge();
    const bin = join(scratch, 'bin');
    mkdirSync(bin);
    for (const agent of AGENTS) {
      if (values.agent !== undefined && values.agent !== agent.name) continue;
      symlinkSync(join(HERE, agent.program), join(bin, agent.name));
      for (const scenario of SCENARIOS) {
        if (values.scenario !== undefined && values.scenario !== scenario.name) continue;
        const place = { forge, bin, outside: join(scratch, 'outside'), state: join(scratch, 'state') };
        for (const directory of [place.outside, place.state]) {
          rmSync(directory, { recursive: true, force: true });
          mkdirSync(directory);
        }
        rows.push(await runOne(place, agent, scenario));
      }
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
  console.table(rows);
  const wrong = rows.filter((row) => row.wrong !== '').length;
  console.log(`${rows.length - wrong} as expected, ${wrong} not`);
  if (rows.length === 0 || wrong > 0) process.exitCode = 1;
}

async function runOne(place: Place, agent: RealAgent, scenario: Scenario): Promise<Row> {
  const { forge, outside } = place;
  const files = { 'README.md': 'one\ntwo\nthree\n', 'old.txt': 'old\n' };
  const stage = await openStage(forge, { files });
  const issue = await stage.issue('Change it', 'Please.');
  await stage.comment(issue, '@bot implement');
  await using model = await openModel((seen) => scenario.answer(agent, seen, outside), scenario.fault);
  const started = performance.now();
  const { told, wrong } = await act(place, stage, agent, scenario, model);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const { conclusion, code, reason, agent: ran } = told.report;
  if (scenario.changed !== undefined && ran?.version !== agent.version)
    wrong.push(`it told of version ${ran?.version}`);
  const found = `${conclusion}${code === null ? '' : ` ${code}`}`;
  if (!scenario.expected.test(found)) wrong.push(`expected ${String(scenario.expected)}: ${reason ?? ''}`);
  const refused = scenario.refused?.includes(agent.name) === true;
  if ((ran?.denials ?? 0) > 0 !== refused) {
    const acts = told.stdout.split('\n').filter((line) => line.includes('was not let'));
    wrong.push(`it was refused ${ran?.denials} acts: ${acts.join()}`);
  }

  wrong.push(...(await wrongWithPublished(stage, told, scenario)));
  if (scenario.remembers !== undefined) {
    // Gemini CLI finds no conversation of the same minute.
    if (agent.name === 'gemini') await delay(60_000 - (Date.now() % 60_000));
    const before = model.said().length;
    await stage.comment(issue, '@bot implement again');
    const again = await act(place, stage, agent, scenario, model);
    wrong.push(...again.wrong);
    const knew = model
      .said()
      .slice(before)
      .some((text) => text.includes(WORD));
    if (knew !== scenario.remembers.includes(agent.name))
      wrong.push(knew ? 'it knew the word' : 'it did not know the word');
    const fresh = again.told.report.warnings.length > 0;
    if (fresh) wrong.push(again.told.report.warnings.join());
  }
  const published = JSON.stringify([told, await stage.answers(issue), await stage.pulls()]);
  const commits = await stage.git('log', '--all', '--patch', '--text', '--format=raw');
  const everything = [published, commits, ...textsBelow(place.state), ...model.said()].join('\n');
  for (const secret of [KEY, CANARY]) if (everything.includes(secret)) wrong.push(`${secret} got out`);

  if (readdirSync(outside).length > 0 || existsSync('/etc/e2e-escape')) wrong.push('it wrote outside');
  if (isEndlessLeft()) wrong.push('a process is left');
  const keys = model.keys();
  if (scenario.fault !== 'gone' && (keys.length === 0 || keys.some((key) => !key.includes(KEY))))
    wrong.push('the model was asked without the key, or not at all');
  return { agent: agent.name, scenario: scenario.name, conclusion: found, seconds, wrong: wrong.join('; ') };
}

async function act(
  { bin, state }: Place,
  stage: Stage,
  agent: RealAgent,
  scenario: Scenario,
  model: Model,
): Promise<{ told: Told; wrong: string[] }> {
  const acting = await stage.begin(
    'issue_comment',
    { agent: agent.name, model: agent.model, sandbox: 'auto', 'state-dir': state, ...scenario.inputs },
    {
      environment: {
        PATH: `${bin}:${process.env['PATH'] ?? ''}`,
        [agent.key]: KEY,
        [agent.base]: `${model.url}${agent.suffix}`,
        BOT_SECRET: CANARY,
      },
    },
  );
  if (scenario.stopped !== true) return { told: await acting.ended, wrong: [] };
  await until('the endless command', async () => isEndlessLeft());
  const stopped = performance.now();
  acting.kill('SIGTERM');
  const gone = until('the end of the endless command', async () => !isEndlessLeft());
  const wrong = await gone.then(
    () => (performance.now() - stopped > STOPPED_WITHIN_MS ? ['it went on after it was stopped'] : []),
    (error: unknown) => [String(error)],
  );
  return { told: await acting.ended, wrong };
}

/** Exactly what was asked for, or nothing at all. */
async function wrongWithPublished(stage: Stage, { report }: Told, { changed }: Scenario): Promise<string[]> {
  const [pulls, branches] = [await stage.pulls(), await stage.branches()];
  if (report.conclusion !== 'committed')
    return pulls.length + branches.length === 1 ? [] : [`published all the same: ${branches.join()}`];
  const head = pulls[0]?.head.sha ?? '';
  const found = await stage.git('diff', '--name-status', stage.head, head);
  if (pulls.length !== 1 || branches.length !== 2) return ['published more than once'];
  return found === changed ? [] : [`changed ${JSON.stringify(found)}`];
}

/** Every file below, and what stands in it encoded. */
function textsBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const text = readFileSync(join(entry.parentPath, entry.name), 'latin1');
    const contents = text.matchAll(/"content": ?"([A-Za-z0-9+/=]*)"/g);
    return [
      text,
      ...[...contents].map(([, encoded = '']) => Buffer.from(encoded, 'base64').toString('latin1')),
    ];
  });
}

function isEndlessLeft(): boolean {
  const line = `${ENDLESS.replaceAll(' ', '\0')}\0`;
  return readdirSync('/proc').some((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, 'latin1') === line;
    } catch {
      // It has ended meanwhile.
      return false;
    }
  });
}
