import type { Forge } from '../forge.ts';
import { isJson, type Json } from '../json.ts';
import { makeTrue } from '../truth/make-true.ts';

/** Pages show what the API would show to an admin: whoever reaches the loopback address may look at everything. */
export async function readObject(forge: Forge, path: string): Promise<Json | undefined> {
  const answer = await forge.emulator.ask({ method: 'GET', path });
  if (answer.status !== 200 || !isJson(answer.json)) return undefined;
  await makeTrue(forge, answer.json, undefined);
  return answer.json;
}

export async function readList(forge: Forge, path: string): Promise<Json[]> {
  const answer = await forge.emulator.ask({ method: 'GET', path });
  await makeTrue(forge, answer.json, undefined);
  return Array.isArray(answer.json) ? answer.json.filter(isJson) : [];
}
