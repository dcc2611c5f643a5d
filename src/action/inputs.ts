import { UsageError } from '../report/usage-error.ts';

/** The inputs of `action.yml`, read once. Absent ones are empty, as GitHub gives them. */
export interface Inputs {
  readonly token: string;
  readonly triggerPhrase: string;
  readonly labelTrigger: string;
  readonly assigneeTrigger: string;
  readonly prompt: string;
  readonly promptFile: string;
  readonly agent: string;
  readonly agentCommand: string;
  readonly model: string;
  readonly mode: (typeof MODES)[number];
  readonly baseBranch: string;
  readonly branchPrefix: string;
  readonly commitMessage: string;
  readonly title: string;
  readonly body: string;
  /** `null`: as the repository's configuration says. */
  readonly draft: boolean | null;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly teamReviewers: readonly string[];
  readonly assignees: readonly string[];
  readonly setup: readonly string[];
  readonly verify: readonly string[];
  readonly maxFiles: number | null;
  readonly maxBytes: number | null;
  readonly timeoutMinutes: number | null;
  readonly maxTurns: number | null;
  readonly ifNoChanges: (typeof IF_NO_CHANGES)[number];
  readonly allowedBots: readonly string[];
  readonly allowedUsers: readonly string[];
  /** Empty: as the repository's configuration says. */
  readonly commitSigning: (typeof SIGNING)[number];
  readonly sandbox: (typeof SANDBOXES)[number];
  readonly changeSet: string;
  readonly stateDir: string;
}

const MODES = ['pull-request', 'commit', 'branch', 'workspace', 'dry-run'] as const;
const IF_NO_CHANGES = ['warn', 'error', 'ignore'] as const;
const SIGNING = ['', 'off', 'prefer', 'require'] as const;
const SANDBOXES = ['auto', 'bwrap', 'none'] as const;

/** Throws `UsageError` that names the input. */
export function parseInputs(environment: Readonly<Record<string, string>>): Inputs {
  const get = (name: string): string => readInput(environment, name);
  return {
    token: get('github-token'),
    triggerPhrase: get('trigger-phrase') || '@bot',
    labelTrigger: get('label-trigger'),
    assigneeTrigger: get('assignee-trigger'),
    prompt: get('prompt'),
    promptFile: get('prompt-file'),
    agent: get('agent'),
    agentCommand: get('agent-command'),
    model: get('model'),
    mode: parseWord('mode', get('mode'), MODES, 'pull-request'),
    baseBranch: get('base-branch'),
    branchPrefix: get('branch-prefix') || 'bot/',
    commitMessage: get('commit-message'),
    title: get('title'),
    body: get('body'),
    draft: parseBoolean('draft', get('draft')),
    labels: parseList(get('labels')),
    reviewers: parseList(get('reviewers')),
    teamReviewers: parseList(get('team-reviewers')),
    assignees: parseList(get('assignees')),
    setup: parseLines(get('setup')),
    verify: parseLines(get('verify')),
    maxFiles: parseNumber('max-files', get('max-files')),
    maxBytes: parseNumber('max-bytes', get('max-bytes')),
    timeoutMinutes: parseNumber('timeout-minutes', get('timeout-minutes')),
    maxTurns: parseNumber('max-turns', get('max-turns')),
    ifNoChanges: parseWord('if-no-changes', get('if-no-changes'), IF_NO_CHANGES, 'warn'),
    allowedBots: parseList(get('allowed-bots')),
    allowedUsers: parseList(get('allowed-users')),
    commitSigning: parseWord('commit-signing', get('commit-signing'), SIGNING, ''),
    sandbox: parseWord('sandbox', get('sandbox'), SANDBOXES, 'auto'),
    changeSet: get('change-set'),
    stateDir: get('state-dir'),
  };
}

/** The runner's own rule: upper case, spaces as underscores, hyphens kept. */
export function readInput(environment: Readonly<Record<string, string>>, name: string): string {
  return (environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
}

/** Entries parted by commas or line ends. */
function parseList(text: string): string[] {
  return text.split(/[,\n]/).flatMap((entry) => (entry.trim() === '' ? [] : [entry.trim()]));
}

/** Shell commands, one a line: a comma belongs to the command. */
function parseLines(text: string): string[] {
  return text.split('\n').flatMap((entry) => (entry.trim() === '' ? [] : [entry.trim()]));
}

function parseWord<T extends string>(name: string, text: string, words: readonly T[], otherwise: T): T {
  if (text === '') return otherwise;
  const word = words.find((one) => one === text);
  if (word === undefined)
    throw new UsageError(`input ${name} is one of ${words.join(', ')}, not ${JSON.stringify(text)}`);
  return word;
}

/** YAML 1.2's core schema, as GitHub's own toolkit reads booleans. */
function parseBoolean(name: string, text: string): boolean | null {
  if (text === '') return null;
  if (['true', 'True', 'TRUE'].includes(text)) return true;
  if (['false', 'False', 'FALSE'].includes(text)) return false;
  throw new UsageError(`input ${name} is true or false, not ${JSON.stringify(text)}`);
}

function parseNumber(name: string, text: string): number | null {
  if (text === '') return null;
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0) {
    throw new UsageError(`input ${name} is a positive number, not ${JSON.stringify(text)}`);
  }
  return number;
}
