import { explain as askAgent } from '../explain.ts';
import { findGround } from '../request/ground.ts';
import { renderWords } from '../request/background.ts';
import { withoutInvisible } from '../sanitiser/invisible.ts';
import { admission, backgroundOf, settler } from '../work.ts';
import { said, type Answered, type Asked } from './answer.ts';

/** `explain`: an agent reads the code and answers in the comment; it has no way to the writer. */
export async function explain({ trigger, thread, tools, record }: Asked): Promise<Answered> {
  const ground = await findGround(trigger, tools);
  const { git, scratch, cache, signal, modelKeys } = tools;
  const { words, warning } = renderWords(trigger, await backgroundOf(trigger, thread, tools, record));
  if (warning !== null) record.warn(warning);
  const request = {
    words,
    texts: [],
    ...(signal !== undefined && { signal }),
  };
  const { source, guidance } = ground;
  const place = { repository: trigger.repository.name, source, guidance, settle: settler(tools, ground) };
  const { report, answer } = await askAgent(
    request,
    {
      git,
      scratch,
      cache,
      place,
      modelKeys,
      admit: admission(trigger, tools, record),
      openSandbox: () => tools.openSandbox(),
    },
    record,
  );
  if (report.conclusion !== 'answered') return { kind: 'ran', report, of: trigger };
  const text =
    answer === null
      ? 'The agent had nothing to say.'
      : quote(tools.redactor.redact(answer.slice(0, 2 * LONGEST)));
  return said([text, ...report.warnings.map((warning) => `> ${warning}`)].join('\n\n'));
}

const LONGEST = 30_000;

/** As plain text: an agent's words may hold what people wrote to mislead, so nothing in them is markup. */
function quote(answer: string): string {
  const text = withoutInvisible(answer.slice(0, LONGEST), () => undefined);
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
