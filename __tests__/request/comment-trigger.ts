import { parseEvent } from '../../src/trigger/event.ts';
import type { Trigger } from '../../src/trigger/trigger.ts';

/** When every such comment was written. */
export const AT = '2026-01-02T00:00:00Z';

/** What a comment of walter's on an issue asks for. */
export function commentTrigger(
  text: string,
  id = 5,
  issue: { readonly title?: string; readonly body?: string | null } = {},
): Trigger {
  const user = { id: 1, login: 'walter', type: 'User' };
  const payload = {
    action: 'created',
    repository: {
      id: 7,
      name: 'app',
      owner: { login: 'acme' },
      default_branch: 'main',
      private: false,
      html_url: 'https://h.example/acme/app',
      clone_url: 'https://h.example/acme/app.git',
    },
    sender: user,
    issue: {
      number: 3,
      title: 'Title',
      body: 'Body',
      html_url: 'https://h.example/acme/app/issues/3',
      user,
      ...issue,
    },
    comment: {
      id,
      body: text,
      user,
      node_id: 'N',
      created_at: AT,
      updated_at: AT,
      html_url: 'https://h.example/acme/app/issues/3#issuecomment-5',
    },
  };
  const parsed = parseEvent('issue_comment', payload, {
    mentions: ['@bot'],
    labelTrigger: null,
    assigneeTrigger: null,
    prompt: null,
    self: null,
  });
  if (parsed.kind !== 'asked') throw new Error(JSON.stringify(parsed));
  return parsed.trigger;
}
