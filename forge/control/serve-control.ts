import { answerOf, notFound, ok, Refusal, type Answer } from '../answer.ts';
import { parseJson } from '../json.ts';
import type { Control } from './control.ts';

/** `POST /_forge/control/<name>` with the arguments as a JSON list; only for whoever started the forge. */
export async function serveControl(control: Control, name: string, body: Buffer): Promise<Answer> {
  try {
    const args: unknown = parseJson(body.toString());
    const command = Object.entries(control).find(([key]) => key === name)?.[1];
    if (command === undefined || !Array.isArray(args)) throw notFound();
    const result: unknown = await Reflect.apply(command, control, args);
    return ok({ result });
  } catch (error) {
    if (error instanceof Refusal) return answerOf(error);
    throw error;
  }
}
