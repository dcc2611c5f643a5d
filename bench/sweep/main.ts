import { openForge } from '../../forge/open-forge.ts';
import { learnWrites, sweepOne, TROUBLES } from './sweep.ts';

/**
 * Every write of the story meets every trouble, one run each, and the repeat after it: `npm run sweep`. Prints how each
 * ended, and what was wrong, which is nothing.
 */
await using forge = await openForge();
const writes = await learnWrites(forge);
const rows: Record<string, Record<string, string>> = {};
let wrong = 0;
for (const write of writes) {
  const row: Record<string, string> = {};
  for (const [name, trouble] of Object.entries(TROUBLES)) {
    const swept = await sweepOne(forge, write, trouble);
    wrong += swept.wrong.length;
    row[name] = swept.wrong.length === 0 ? swept.conclusion : `WRONG: ${swept.wrong.join(', ')}`;
  }
  rows[`${write.method} ${write.path.replaceAll('\\d+', 'N').replace('$', '')}`] = row;
}
console.table(rows);
console.log(`${writes.length * Object.keys(TROUBLES).length} runs and their repeats, ${wrong} wrong`);
if (wrong > 0) process.exitCode = 1;
