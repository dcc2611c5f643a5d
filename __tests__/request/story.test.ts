import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { openApi } from '../../src/host/api.ts';
import { emptyReport } from '../../src/report/report.ts';
import { openRedactor, redactProgress } from '../../src/report/redact.ts';
import { openStory } from '../../src/request/story.ts';
import { openStage } from '../doubles/stage.ts';
import { until } from '../doubles/until.ts';
import { subject } from '../report/subject.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

test('what an agent does is in the comment within five seconds, redacted, and no write more than needed', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Title');
  const comment = await stage.comment(issue, '@bot implement');
  const api = openApi({ baseUrl: forge.url, token: stage.token });
  const thread = {
    repository: { owner: stage.place.owner, name: stage.place.repo },
    number: issue,
    said: { kind: 'issue-comment' as const, id: comment },
  };
  const story = await openStory(api, thread, subject, async () => undefined);
  const quiet = await stage.issue('Nothing is done');
  const said = { kind: 'issue-comment' as const, id: await stage.comment(quiet, '@bot implement') };
  const other = await openStory(api, { ...thread, number: quiet, said }, subject, async () => undefined);
  const progress = redactProgress(story, await openRedactor(['hunter2-hunter2']));
  const told = async (): Promise<string> => (await stage.answers(issue))[0]?.body ?? '';
  progress.began('agent');
  for (let index = 1; index <= 50; index += 1) progress.did(`edits file-${index} with hunter2-hunter2`);
  progress.noted({ ...emptyReport('run'), warnings: ['A rule hunter2-hunter2 may be in the way.'] });
  // Nothing happens any more, and the last thing that did is shown all the same.
  const began = performance.now();
  const body = await until('the progress', async () => {
    const text = await told();
    return text.includes('file-50') && text;
  });
  expect(performance.now() - began).toBeLessThan(5000);
  expect(body).toContain('- [ ] agent ...');
  expect(body).toContain('edits file-46 with ***');
  expect(body).not.toContain('file-45 ');
  expect(body).not.toContain('hunter2');
  expect(body).toContain('may be in the way');
  const updates = (await stage.requests()).filter(({ method }) => method === 'PATCH');
  expect(updates).toHaveLength(1);

  await story.finish({ ...emptyReport('run'), conclusion: 'committed' });
  expect(await told()).toMatch(/^\*\*Wholly finished /);
  // Nothing was shown here for so long that the next would be at once.
  await other.finish({ ...emptyReport('run'), conclusion: 'committed' });
  const written = (await stage.requests()).length;
  other.did('too late');
  await delay(200);
  expect(await stage.requests()).toHaveLength(written);
});
