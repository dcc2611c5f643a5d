import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStage } from '../../__tests__/doubles/stage.ts';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { AGENTS, type RealAgent } from './agents.ts';
import { openModel, type Model } from './model.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';

/**
 * Drives agents that nobody here wrote through the whole story, on the offline GitHub and a scripted model, and compares
 * what became of it: `npm run e2e:agents [-- --agent claude]`. Installs them when they are not there; where they cannot be
 * installed it says so and ends well.
 */
const HERE = import.meta.dirname;
const KEY = 'e2e-model-key-0123456789abcdef0123456789abcdef';
const CANARY = 'e2e-canary-fedcba9876543210fedcba9876543210';

const { values } = parseArgs({ options: { agent: { type: 'string' }, scenario: { type: 'string' } } });

interface Row {
  readonly agent: string;
  readonly scenario: string;
  readonly conclusion: string;
  readonly seconds: number;
  readonly wrong: string;
}

if (install()) await runAll();

/** False where the agents cannot be had. */
function install(): boolean {
  if (existsSync(join(HERE, 'node_modules', '@copilotkit'))) return true;
  console.log('Installing the agents, some 900 MB ...');
  // Their own scripts only copy what is executed directly here.
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: HERE,
    stdio: 'inherit',
  });
  if (status === 0) return true;
  console.log('\nSKIPPED: the agents cannot be installed here, so NOTHING was tested with them.');
  return false;
}

async function runAll(): Promise<void> {
  const bin = mkdtempSync(join(tmpdir(), 'wholly-e2e-'));
  const rows: Row[] = [];
  try {
    await using forge = await openForge();
    for (const agent of AGENTS) {
      if (values.agent !== undefined && values.agent !== agent.name) continue;
      symlinkSync(join(HERE, agent.program), join(bin, agent.name));
      for (const scenario of SCENARIOS) {
        if (values.scenario !== undefined && values.scenario !== scenario.name) continue;
        if (scenario.only !== undefined && !scenario.only.includes(agent.name)) continue;
        await using model = await openModel((seen) => scenario.answer(agent, seen));
        rows.push(await runOne(forge, bin, agent, scenario, model));
      }
    }
  } finally {
    rmSync(bin, { recursive: true });
  }
  console.table(rows);
  if (rows.length === 0 || rows.some(({ wrong }) => wrong !== '')) process.exitCode = 1;
}

async function runOne(
  forge: OpenForge,
  bin: string,
  agent: RealAgent,
  scenario: Scenario,
  model: Model,
): Promise<Row> {
  const stage = await openStage(forge, { files: { 'README.md': 'one\ntwo\nthree\n', 'old.txt': 'old\n' } });
  const issue = await stage.issue('Change it', 'Please.');
  await stage.comment(issue, '@bot implement');
  const started = performance.now();
  const told = await stage.act(
    'issue_comment',
    { agent: agent.name, model: agent.model, sandbox: 'auto', ...scenario.inputs },
    {
      environment: {
        PATH: `${bin}:${process.env['PATH'] ?? ''}`,
        [agent.key]: KEY,
        [agent.base]: scenario.server === 'gone' ? 'http://127.0.0.1:1' : `${model.url}${agent.suffix}`,
        BOT_SECRET: CANARY,
      },
    },
  );
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const { report } = told;
  const pulls = await stage.pulls();
  const wrong: string[] = [];
  const found = `${report.conclusion}${report.code === null ? '' : ` ${report.code}`}`;
  if (!scenario.expected.test(found))
    wrong.push(`expected ${String(scenario.expected)}: ${report.reason ?? ''}`);
  if (pulls.length > 0 !== (report.conclusion === 'committed')) wrong.push(`${pulls.length} pull requests`);
  if (report.conclusion === 'committed') {
    const changed = await stage.git('diff', '--name-status', stage.head, pulls[0]?.head.sha ?? '');
    if (changed !== scenario.changed) wrong.push(`changed ${JSON.stringify(changed)}`);
  }
  const everything = JSON.stringify([told, await stage.answers(issue), pulls, model.said()]);
  if (everything.includes(CANARY)) wrong.push('the canary got out');
  if (JSON.stringify([told, await stage.answers(issue), pulls]).includes(KEY)) wrong.push('the key got out');
  if (processes().some((line) => line.includes('sleep\u000098765'))) wrong.push('a process is left');
  if (scenario.server !== 'gone' && model.keys().some((key) => !key.includes(KEY)))
    wrong.push('asked without the key');
  return { agent: agent.name, scenario: scenario.name, conclusion: found, seconds, wrong: wrong.join('; ') };
}

/** The command lines of everything that runs, their words parted by NUL. */
function processes(): string[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      return /^\d+$/.test(name) ? [readFileSync(`/proc/${name}/cmdline`, 'latin1')] : [];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}
