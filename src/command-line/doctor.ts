import { openGit } from '../git/git.ts';
import { newRunId } from '../report/run-id.ts';
import { parseAppSettings } from '../bot/settings.ts';
import { examineRungs } from '../sandbox/open.ts';
import { emptyReport, type Report } from '../report/report.ts';
import { stateDirectory } from '../state/place.ts';
import { openStore } from '../state/store.ts';
import type { Surroundings } from './terminal.ts';
import { parseCommandLine } from './usage.ts';

interface Finding {
  readonly subject: string;
  readonly verdict: 'ok' | 'note' | 'warning' | 'missing';
  readonly message: string;
}

/** Since then git refuses the trees by which a clone could run code (the advisories of CVE-2024-32002 and its kin). */
const SAFE_GIT = [2, 39, 4] as const;

/** `wholly doctor`: what this machine and this setup need, and what to do about it. */
export async function doctorCommand(args: readonly string[], surroundings: Surroundings): Promise<Report> {
  parseCommandLine(args, { json: { type: 'boolean' } }, { least: 0, most: 0 });
  const { environment } = surroundings;
  const findings = [
    checkNode(),
    await checkGit(surroundings),
    ...(await checkSandbox()),
    await checkState(environment),
    checkApp(environment),
  ];
  for (const { subject, verdict, message } of findings) {
    surroundings.stderr.write(`${SIGNS[verdict]} ${subject.padEnd(8)} ${message}\n`);
  }
  const report = emptyReport(newRunId());
  const missing = findings.filter(({ verdict }) => verdict === 'missing');
  const warnings = findings.filter(({ verdict }) => verdict === 'warning').map(({ message }) => message);
  const isConfined = findings.some(({ subject, verdict }) => subject === 'sandbox' && verdict === 'ok');
  const complete = isConfined
    ? 'Everything needed is here.'
    : 'Everything needed is here for the agent `patch` without checks; all else needs a sandbox.';
  if (missing.length === 0) return { ...report, conclusion: 'answered', reason: complete, warnings };
  const reason = missing.map(({ message }) => message).join(' ');
  return { ...report, conclusion: 'usage', code: 'EDOCTOR', reason, warnings };
}

const SIGNS = { ok: '✔', note: '-', warning: '!', missing: '✖' } as const;

function checkNode(): Finding {
  const [major = 0] = process.versions.node.split('.').map(Number);
  const message = `Node.js ${process.versions.node}`;
  if (major >= 24) return { subject: 'node', verdict: 'ok', message };
  return { subject: 'node', verdict: 'missing', message: `${message} is too old: install Node.js 24.` };
}

async function checkGit({ environment }: Surroundings): Promise<Finding> {
  try {
    const text = (await openGit(environment).run(['version'])).toString('utf8').trim();
    const version = (/(\d+)\.(\d+)\.(\d+)/.exec(text) ?? []).slice(1).map(Number);
    if (isAtLeast(version, SAFE_GIT)) return { subject: 'git', verdict: 'ok', message: text };
    return {
      subject: 'git',
      verdict: 'warning',
      message: `${text} has known holes: install ${SAFE_GIT.join('.')} or newer.`,
    };
  } catch {
    return {
      subject: 'git',
      verdict: 'missing',
      message: 'There is no git: install it with: apt-get install -y git',
    };
  }
}

function isAtLeast(version: readonly number[], least: readonly number[]): boolean {
  for (const [index, number] of least.entries()) {
    const own = version[index] ?? 0;
    if (own !== number) return own > number;
  }
  return true;
}

/** A rung that does not hold is no trouble below one that does. */
async function checkSandbox(): Promise<Finding[]> {
  const rungs = await examineRungs();
  const holds = rungs.some(({ failure }) => failure === null);
  return rungs.map(({ name, failure }): Finding => {
    if (failure === null) return { subject: 'sandbox', verdict: 'ok', message: `${name} holds` };
    const message = `${name} cannot be used here: ${failure}`;
    return { subject: 'sandbox', verdict: holds ? 'note' : 'warning', message };
  });
}

async function checkState(environment: Readonly<Record<string, string>>): Promise<Finding> {
  const directory = stateDirectory(environment);
  try {
    await openStore(directory);
    return { subject: 'state', verdict: 'ok', message: directory };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return {
      subject: 'state',
      verdict: 'missing',
      message: `The state directory cannot be used (${said}): set WHOLLY_STATE.`,
    };
  }
}

function checkApp(environment: Readonly<Record<string, string>>): Finding {
  try {
    const { appId } = parseAppSettings(environment);
    return { subject: 'app', verdict: 'ok', message: `the settings of App ${appId} are well formed` };
  } catch (error) {
    const isSet = ['APP_ID', 'PRIVATE_KEY', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET'].some(
      (name) => (environment[name] ?? '') !== '',
    );
    const said = error instanceof Error ? error.message : String(error);
    if (isSet) return { subject: 'app', verdict: 'missing', message: `${said}; \`wholly serve\` needs it.` };
    return {
      subject: 'app',
      verdict: 'warning',
      message: 'No App is set up; only `wholly serve` needs one.',
    };
  }
}
