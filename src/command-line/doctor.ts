import { openGit } from '../git/git.ts';
import { newRunId } from '../report/run-id.ts';
import { parseAppSettings } from '../bot/settings.ts';
import { examineRungs } from '../sandbox/open.ts';
import { emptyReport, type Report } from '../report/report.ts';
import { stateDirectory } from '../state/place.ts';
import { openStore } from '../state/store.ts';
import type { Surroundings } from './terminal.ts';
import { parseCommandLine } from './usage.ts';

/** One thing that was looked at. */
interface Finding {
  readonly name: 'node' | 'git' | 'sandbox' | 'state' | 'app';
  /** `note`: not as it could be, and no loss here; `warn`: some things do not work without; `fail`: nothing does. */
  readonly state: 'ok' | 'note' | 'warn' | 'fail';
  /** One sentence. */
  readonly message: string;
  /** What to do about it, one sentence; `null` where there is nothing to do. */
  readonly remedy: string | null;
}

/** Since then git refuses the trees by which a clone could run code (the advisories of CVE-2024-32002 and its kin). */
const SAFE_GIT = [2, 39, 4] as const;

/** `wholly doctor`: what this machine and this setup need, and what to do about it. */
export async function doctorCommand(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<Report & { readonly findings: readonly Finding[] }> {
  parseCommandLine(args, { json: { type: 'boolean' } }, { least: 0, most: 0 });
  const { environment } = surroundings;
  const findings = [
    checkNode(),
    await checkGit(surroundings),
    ...(await checkSandbox()),
    await checkState(environment),
    checkApp(environment),
  ];
  for (const finding of findings) {
    surroundings.stderr.write(`${SIGNS[finding.state]} ${finding.name.padEnd(8)} ${sentencesOf(finding)}\n`);
  }
  const report = emptyReport(newRunId());
  const failed = findings.filter(({ state }) => state === 'fail');
  const warnings = findings.filter(({ state }) => state === 'warn').map(sentencesOf);
  const isConfined = findings.some(({ name, state }) => name === 'sandbox' && state === 'ok');
  const complete = isConfined
    ? 'Everything needed is here.'
    : 'Everything needed is here for the agent `patch` without checks; all else needs a sandbox.';
  if (failed.length === 0) return { ...report, conclusion: 'answered', reason: complete, warnings, findings };
  const reason = failed.map(sentencesOf).join(' ');
  return { ...report, conclusion: 'usage', code: 'EDOCTOR', reason, warnings, findings };
}

const SIGNS = { ok: '✔', note: '-', warn: '!', fail: '✖' } as const;

function sentencesOf({ message, remedy }: Finding): string {
  return remedy === null ? message : `${message} ${remedy}`;
}

function checkNode(): Finding {
  const [major = 0] = process.versions.node.split('.').map(Number);
  const version = `Node.js ${process.versions.node}`;
  if (major >= 24) return { name: 'node', state: 'ok', message: version, remedy: null };
  return { name: 'node', state: 'fail', message: `${version} is too old.`, remedy: 'Install Node.js 24.' };
}

async function checkGit({ environment }: Surroundings): Promise<Finding> {
  try {
    const text = (await openGit(environment).run(['version'])).toString('utf8').trim();
    const version = (/(\d+)\.(\d+)\.(\d+)/.exec(text) ?? []).slice(1).map(Number);
    if (isAtLeast(version, SAFE_GIT)) return { name: 'git', state: 'ok', message: text, remedy: null };
    const remedy = `Install ${SAFE_GIT.join('.')} or newer.`;
    return { name: 'git', state: 'warn', message: `${text} has known holes.`, remedy };
  } catch {
    const remedy = 'Install it with: apt-get install -y git';
    return { name: 'git', state: 'fail', message: 'There is no git.', remedy };
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
  return rungs.map(({ name: rung, failure, remedy }): Finding => {
    if (failure === null) return { name: 'sandbox', state: 'ok', message: `${rung} holds`, remedy: null };
    return {
      name: 'sandbox',
      state: holds ? 'note' : 'warn',
      message: `${rung} cannot be used here: ${failure.replace(/[.?!]+$/, '')}.`,
      remedy: remedy === null ? null : `To use it, ${remedy}.`,
    };
  });
}

async function checkState(environment: Readonly<Record<string, string>>): Promise<Finding> {
  const directory = stateDirectory(environment);
  try {
    await openStore(directory);
    return { name: 'state', state: 'ok', message: directory, remedy: null };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const message = `The state directory cannot be used: ${said}.`;
    return { name: 'state', state: 'fail', message, remedy: 'Set WHOLLY_STATE.' };
  }
}

function checkApp(environment: Readonly<Record<string, string>>): Finding {
  try {
    const { appId } = parseAppSettings(environment);
    const message = `the settings of App ${appId} are well formed`;
    return { name: 'app', state: 'ok', message, remedy: null };
  } catch (error) {
    const isSet = ['APP_ID', 'PRIVATE_KEY', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET'].some(
      (name) => (environment[name] ?? '') !== '',
    );
    const said = error instanceof Error ? error.message : String(error);
    if (isSet)
      return { name: 'app', state: 'fail', message: `${said}.`, remedy: '`wholly serve` needs it: set it.' };
    const remedy = 'Only `wholly serve` needs one.';
    return { name: 'app', state: 'warn', message: 'No App is set up.', remedy };
  }
}
