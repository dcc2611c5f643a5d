import { setTimeout as sleep } from 'node:timers/promises';
import { isFault, type Answer } from './api.ts';

const ATTEMPTS = 3;

/**
 * For writes that say the same however often they are said: these alone may follow a fault with another try. `insist`: a
 * refusal too, since limits are not always told apart from one, and what is not said leaves an untruth standing.
 */
export async function repeat(write: () => Promise<Answer>, insist = false): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!(isFault(error) || insist) || attempt === ATTEMPTS) throw error;
      await sleep(200 * attempt);
    }
  }
}
