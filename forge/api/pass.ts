import type { Answer } from '../answer.ts';
import type { Call } from '../call.ts';
import { isJson, type Json } from '../json.ts';
import { makeTrue } from '../truth/make-true.ts';

/** Hands a call to emulate as the same person and makes its answer true. */
export async function pass(
  call: Call,
  change: { path?: string; body?: Json; method?: string } = {},
): Promise<Answer> {
  const method = change.method ?? call.method;
  const query = call.query.size > 0 ? `?${call.query.toString()}` : '';
  const answer = await call.forge.emulator.ask({
    method,
    path: (change.path ?? call.path) + query,
    body: method === 'GET' ? undefined : (change.body ?? call.body),
    as: call.actor?.identity,
    jwt: call.jwt,
  });
  if (answer.status >= 400 && isJson(answer.json)) {
    return { ...answer, json: { ...answer.json, documentation_url: 'https://docs.github.com/rest' } };
  }
  await makeTrue(call.forge, answer.json, call.actor);
  return answer;
}

/** The same, as a row of the table. */
export function passed(call: Call): Promise<Answer> {
  return pass(call);
}
