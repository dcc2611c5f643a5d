import type { Command, MalformedCommand } from './command.ts';
import { parseComment } from './comment.ts';
import { foldCase } from './fold-case.ts';
import type { TriggerSettings } from './settings.ts';

/** Which text of an event carries the request, and so is pinned; `none` where a prompt stands in no text of the event. */
export type Source = 'issue-comment' | 'review' | 'review-comment' | 'issue-body' | 'none';

/** How it was asked. */
export type Origin = 'mention' | 'label' | 'assignee' | 'prompt';

export type Wish =
  | { readonly kind: 'none'; readonly why: string }
  | { readonly kind: 'malformed'; readonly message: string }
  | {
      readonly kind: 'asked';
      readonly command: Command | MalformedCommand;
      readonly source: Source;
      readonly origin: Origin;
    };

interface TextEvent {
  readonly action: string;
  readonly holder: 'comment' | 'review' | 'issue';
  readonly source: Exclude<Source, 'none'>;
  readonly subject: 'issue' | 'pull_request';
}

/** The events whose text may ask. Only what is new asks: an edited text never does. */
const textEvents = new Map<string, TextEvent>([
  ['issue_comment', { action: 'created', holder: 'comment', source: 'issue-comment', subject: 'issue' }],
  ['issues', { action: 'opened', holder: 'issue', source: 'issue-body', subject: 'issue' }],
  [
    'pull_request_review',
    { action: 'submitted', holder: 'review', source: 'review', subject: 'pull_request' },
  ],
  [
    'pull_request_review_comment',
    { action: 'created', holder: 'comment', source: 'review-comment', subject: 'pull_request' },
  ],
]);

/**
 * Whether an event asks for anything, read from as little of it as possible and without any library, so that most
 * events cost nothing. Says `malformed` only of an event that might have asked.
 */
export function findWish(eventName: string, payload: unknown, settings: TriggerSettings): Wish {
  const prompt = settings.prompt?.trim() ?? '';
  const event = textEvents.get(eventName);
  if (prompt === '' && event === undefined) return none(`nothing is asked by ${eventName} events`);
  if (!isRecord(payload)) return malformed('the payload is not an object');
  if (isOwn(field(payload, 'sender'), settings)) return none('it is the bot itself that did this');
  if (event !== undefined && field(payload, 'action') === event.action) {
    const holder = field(payload, event.holder);
    if (!isRecord(holder)) return malformed(`there is no ${event.holder}`);
    if (isOwn(field(holder, 'user'), settings)) return none('the bot itself wrote this');
    if (prompt !== '') return askedByPrompt(prompt, event);
    return findInText(payload, holder, event, settings);
  }
  if (prompt !== '') return askedByPrompt(prompt, null);
  return eventName === 'issues' ? findInIssueAction(payload, settings) : noneOfAction(payload);
}

function findInText(payload: object, holder: object, event: TextEvent, settings: TriggerSettings): Wish {
  const subject = field(payload, event.subject);
  if (!isRecord(subject)) return malformed(`there is no ${event.subject}`);
  const text = field(holder, 'body') ?? '';
  if (typeof text !== 'string') return malformed(`the body of the ${event.holder} is not text`);
  const onPullRequest = event.subject === 'pull_request' || isRecord(field(subject, 'pull_request'));
  const comment = parseComment(text, settings.mentions, onPullRequest ? 'pull-request' : 'issue');
  if (comment.kind === 'none') return none('its text does not begin with a mention of the bot');
  const command = comment.kind === 'asked' ? comment.command : comment;
  return { kind: 'asked', command, source: event.source, origin: 'mention' };
}

/** A label put on an issue, or somebody assigned: who does that asks, with the issue's own title and body. */
function findInIssueAction(payload: object, settings: TriggerSettings): Wish {
  switch (field(payload, 'action')) {
    case 'labeled': {
      const name = field(field(payload, 'label'), 'name');
      return findInIssue(payload, 'label', name, settings.labelTrigger ?? '');
    }
    case 'assigned': {
      const login = field(field(payload, 'assignee'), 'login');
      return findInIssue(payload, 'assignee', login, (settings.assigneeTrigger ?? '').replace(/^@/, ''));
    }
    default:
      return noneOfAction(payload);
  }
}

function findInIssue(payload: object, origin: 'label' | 'assignee', given: unknown, trigger: string): Wish {
  if (trigger === '') return none(`no ${origin} is set to ask`);
  if (typeof given !== 'string') return malformed(`there is no ${origin}`);
  if (foldCase(given) !== foldCase(trigger)) return none(`another ${origin} is set to ask`);
  const issue = field(payload, 'issue');
  if (!isRecord(issue)) return malformed('there is no issue');
  const title = field(issue, 'title');
  const body = field(issue, 'body') ?? '';
  if (typeof title !== 'string' || typeof body !== 'string')
    return malformed('title or body of the issue is not text');
  const text = `${title}\n\n${body}`.trim();
  return { kind: 'asked', command: { kind: 'implement', text }, source: 'issue-body', origin };
}

function askedByPrompt(prompt: string, event: TextEvent | null): Wish {
  const command: Command = { kind: 'implement', text: prompt };
  // The prompt is not in the issue's body: that body is no part of the request and may change.
  if (event === null || event.source === 'issue-body')
    return { kind: 'asked', command, source: 'none', origin: 'prompt' };
  return { kind: 'asked', command, source: event.source, origin: 'prompt' };
}

function noneOfAction(payload: object): Wish {
  const action = field(payload, 'action');
  if (typeof action !== 'string') return malformed('the action is missing');
  return none('only something new can ask');
}

function isOwn(account: unknown, settings: TriggerSettings): boolean {
  return settings.self !== null && field(account, 'id') === settings.self;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function field(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function none(why: string): Wish {
  return { kind: 'none', why };
}

function malformed(message: string): Wish {
  return { kind: 'malformed', message };
}
