import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { openApi } from '../../src/host/api.ts';
import { checkGate, type Guests } from '../../src/request/gate.ts';
import { recheckPins } from '../../src/request/pins.ts';
import { parseEvent } from '../../src/trigger/event.ts';
import type { Trigger } from '../../src/trigger/trigger.ts';
import { clientOf, openStage, type Stage } from '../doubles/stage.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

const nobody: Guests = { bots: [], users: [] };

async function triggerFrom(stage: Stage, token: string): Promise<Trigger> {
  const issue = await stage.issue('Title', 'Body');
  await stage.comment(issue, '@bot implement', clientOf(forge, token));
  const settings = {
    mentions: ['@bot'],
    labelTrigger: null,
    assigneeTrigger: null,
    prompt: null,
    self: null,
  };
  const parsed = parseEvent('issue_comment', await stage.payload('issue_comment'), settings);
  if (parsed.kind !== 'asked') throw new Error(JSON.stringify(parsed));
  return parsed.trigger;
}

test.concurrent.each([
  ['admin', 'may-ask'],
  ['maintain', 'may-ask'],
  ['write', 'may-ask'],
  ['triage', 'silent'],
  ['read', 'silent'],
  ['none', 'silent'],
] as const)('somebody with the role %s: %s', async (role, kind) => {
  const stage = await openStage(forge, { roles: { walter: role } });
  const api = openApi({ baseUrl: forge.url, token: stage.token });
  expect((await checkGate(api, await triggerFrom(stage, forge.tokens.walter), nobody, null)).kind).toBe(kind);
});

test.concurrent('people and bots pass a list by id, or by a login that is looked up, and nobody else does', async () => {
  const stage = await openStage(forge);
  const api = openApi({ baseUrl: forge.url, token: stage.token });
  const evil = await triggerFrom(stage, forge.tokens.evilApp);
  const rita = await triggerFrom(stage, forge.tokens.rita);
  const judge = async (trigger: Trigger, guests: Partial<Guests>): Promise<string> =>
    (await checkGate(api, trigger, { ...nobody, ...guests }, null)).kind;
  expect(await judge(evil, { bots: ['evil-app[bot]'] })).toBe('may-ask');
  expect(await judge(evil, { bots: ['187006666'] })).toBe('may-ask');
  expect(await judge(evil, { users: ['187006666'] })).toBe('silent');
  expect(await judge(evil, { bots: ['no-such-app[bot]', '1'] })).toBe('silent');
  expect(await judge(rita, { users: ['rita'] })).toBe('may-ask');
  expect(await judge(rita, { bots: ['rita'] })).toBe('silent');
  expect(await judge(rita, { users: ['mallory'] })).toBe('silent');
});

test.concurrent('a comment in the name of somebody who may, sent by somebody who may not, is silence', async () => {
  const stage = await openStage(forge);
  const api = openApi({ baseUrl: forge.url, token: stage.token });
  const trigger = await triggerFrom(stage, forge.tokens.walter);
  const sender = { id: 1_000_004, login: 'mallory', type: 'User' };
  expect((await checkGate(api, { ...trigger, sender }, nobody, null)).kind).toBe('silent');
});

test.concurrent('a login that another account has taken over since does not pass for the one that asked', async () => {
  const stage = await openStage(forge);
  const api = openApi({ baseUrl: forge.url, token: stage.token });
  const trigger = await triggerFrom(stage, forge.tokens.walter);
  const renamed = { ...trigger.actor, id: 77 };
  expect((await checkGate(api, { ...trigger, actor: renamed, sender: renamed }, nobody, null)).kind).toBe(
    'silent',
  );
});

test.concurrent('the bot never listens to itself, whatever the lists say', async () => {
  const stage = await openStage(forge);
  const api = openApi({ baseUrl: forge.url, token: stage.token });
  const trigger = await triggerFrom(stage, forge.tokens.evilApp);
  expect((await checkGate(api, trigger, { bots: ['187006666'], users: [] }, 187_006_666)).kind).toBe(
    'silent',
  );
});

test.concurrent('pins hold while nothing changes', async () => {
  const stage = await openStage(forge);
  const api = openApi({ baseUrl: forge.url, token: stage.token });
  const trigger = await triggerFrom(stage, forge.tokens.walter);
  const thread = {
    repository: trigger.repository,
    number: trigger.target?.number ?? 0,
    said: { kind: 'issue-comment', id: trigger.comment?.id ?? 0 },
  } as const;
  expect(await recheckPins(api, trigger, thread, nobody, null)).toBeNull();
});
