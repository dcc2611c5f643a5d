import { appendFileSync, existsSync } from 'node:fs';
import { endingOfError } from '../report/ending.ts';
import { exitCodeOf } from '../report/conclusion.ts';
import { emptyReport, type Report } from '../report/report.ts';
import { newRunId } from '../report/run-id.ts';
import { hasOpenRuns } from '../state/open-runs-place.ts';
import { concerns } from '../trigger/concerns.ts';
import type { TriggerSettings } from '../trigger/settings.ts';
import { renderCommand } from './commands.ts';
import { readEvent, readPromptFile } from './event.ts';
import { parseInputs, readInput, type Inputs } from './inputs.ts';
import { storeDirectory } from './store-directory.ts';
import { outputsOf, writeOutputs } from './outputs.ts';
import type { ActionSurroundings } from './surroundings.ts';

/** What the runner hands to the step that comes after the job, however this one ended. */
const BEGUN = 'WHOLLY_BEGUN';
/** Set where this one came to its end: the set that it preserved, or nothing. */
const PRESERVED = 'WHOLLY_PRESERVED';

/** One run of the action; answers its exit code. Most events are none of ours, so everything heavy is loaded late. */
export async function main(surroundings: ActionSurroundings): Promise<number> {
  const { environment, stdout } = surroundings;
  if (environment[`STATE_${BEGUN}`] !== undefined) return await cleanUp(surroundings);
  saveState(environment, BEGUN, 'yes');
  const runId = newRunId();
  const { GITHUB_OUTPUT: outputs, GITHUB_STEP_SUMMARY: summary } = environment;
  if (outputs !== undefined && outputs !== '') writeOutputs(outputs, { 'run-id': runId });
  const answered = await answer(runId, surroundings);
  const report = answered.conclusion === 'ignored' ? answered : await clean(answered, environment);
  if (outputs !== undefined && outputs !== '') writeOutputs(outputs, outputsOf(report));
  saveState(environment, PRESERVED, report.preserved?.digest ?? '');
  if (report.conclusion === 'ignored') {
    stdout.write(`Nothing to do: ${report.reason}.\n`);
    return 0;
  }
  const { renderText } = await import('../report/text.ts');
  stdout.write(renderText(report));
  if (summary !== undefined && summary !== '') {
    const { renderSummary } = await import('../report/summary.ts');
    appendFileSync(summary, renderSummary(report));
  }
  return judgeStep(report, surroundings);
}

function saveState(
  { GITHUB_STATE: file = '' }: Readonly<Record<string, string>>,
  name: string,
  value: string,
): void {
  if (file !== '') appendFileSync(file, `${name}=${value}\n`);
}

/** After the job: a run that was killed half way is settled, its comment says how it ended, and what was kept is left. */
async function cleanUp(surroundings: ActionSurroundings): Promise<number> {
  const { environment, stdout } = surroundings;
  try {
    const inputs = parseInputs(environment);
    const directory = storeDirectory(inputs, environment);
    // Most events are none of ours, and what outlives the job needs nobody to keep it.
    if (!hasOpenRuns(directory) && (inputs.stateDir !== '' || !existsSync(directory))) return 0;
    const { endJob } = await import('./answer-event.ts');
    const occasion = {
      runId: newRunId(),
      event: readEvent(environment),
      inputs,
      settings: triggerSettings(inputs),
      surroundings,
    };
    const preserved = environment[`STATE_${PRESERVED}`];
    const end = preserved === undefined ? null : { preserved: preserved === '' ? null : preserved };
    for (const warning of await endJob(occasion, end)) stdout.write(renderCommand('warning', warning));
  } catch (error) {
    const { reason } = await clean({ ...emptyReport(newRunId()), ...endingOfError(error) }, environment);
    stdout.write(renderCommand('warning', reason ?? String(error)));
  }
  return 0;
}

async function answer(runId: string, surroundings: ActionSurroundings): Promise<Report> {
  try {
    const inputs = parseInputs(surroundings.environment);
    const event = readEvent(surroundings.environment);
    const settings = triggerSettings(inputs);
    if (!concerns(event.name, event.payload, settings)) {
      return { ...emptyReport(runId), conclusion: 'ignored', reason: 'this event asks for nothing' };
    }
    const { answerEvent } = await import('./answer-event.ts');
    return await answerEvent({ runId, event, inputs, settings, surroundings });
  } catch (error) {
    return { ...emptyReport(runId), ...endingOfError(error) };
  }
}

/** What broke before anybody knew what to keep, such as an input that holds a token where a word belongs. */
async function clean(report: Report, environment: ActionSurroundings['environment']): Promise<Report> {
  const { openRedactor, redactReport } = await import('../report/redact.ts');
  return redactReport(report, await openRedactor([readInput(environment, 'github-token')]));
}

function triggerSettings(inputs: Inputs): TriggerSettings {
  const prompt = inputs.prompt || (inputs.promptFile === '' ? '' : readPromptFile(inputs.promptFile));
  return {
    mentions: [inputs.triggerPhrase],
    labelTrigger: inputs.labelTrigger || null,
    assigneeTrigger: inputs.assigneeTrigger || null,
    prompt: prompt || (inputs.changeSet === '' ? null : 'Publish a sealed change set'),
    self: null,
  };
}

/** Whether the step fails, and what its annotation says. */
function judgeStep(report: Report, { environment, stdout }: ActionSurroundings): number {
  const code = exitCodeOf(report.conclusion);
  if (code === 0) return 0;
  const said = `${report.code ?? report.conclusion}: ${report.reason ?? report.conclusion}`;
  const tolerance =
    report.conclusion === 'no-changes' ? readInput(environment, 'if-no-changes') || 'warn' : 'error';
  if (tolerance === 'ignore') return 0;
  stdout.write(renderCommand(tolerance === 'warn' ? 'warning' : 'error', said));
  return tolerance === 'warn' ? 0 : code;
}
