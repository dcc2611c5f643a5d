import { withoutInvisible } from '../sanitiser/invisible.ts';
import { openSecretRules, type Match } from '../secrets/rules.ts';
import { planSecretScan } from '../secrets/scan.ts';
import type { Progress } from './record.ts';
import type { Report } from './report.ts';

/** Takes out of texts what may not be published; `***` stands there instead. Files are the guards' business. */
export interface Redactor {
  /** True once anything was taken out. */
  readonly hasRedacted: boolean;
  /** Further values that the run must keep. */
  learn(values: readonly string[]): void;
  /** Without the values that the run must keep, and without what looks like a key or a token, whoever's it is. */
  redact(text: string): string;
  /** The same data as JSON has it, each text in it redacted. */
  redactAll<T>(data: T): T;
}

export async function openRedactor(values: readonly string[]): Promise<Redactor> {
  const rules = await openSecretRules();
  const known = new Set<string>();
  let scan = planSecretScan([]);
  let hasRedacted = false;

  function learn(more: readonly string[]): void {
    const before = known.size;
    for (const value of more) if (!isWord(value.trim())) known.add(value);
    if (known.size > before) scan = planSecretScan([...known]);
  }

  /** Whole values first: of what is left of one no rule could tell what it was. */
  function withoutSeen(text: string): string {
    const shown = scan.redact(text);
    return withoutMatches(shown, rules.search('', shown));
  }

  /**
   * A character that nobody sees hides a secret from a search, and not from whoever copies it. Where it makes a
   * difference, all of them go.
   */
  function clean(text: string): string {
    const shown = withoutSeen(text);
    const visible = withoutInvisible(shown, () => undefined);
    if (visible === shown) return shown;
    const without = withoutSeen(visible);
    return without === visible ? shown : without;
  }

  function redact(text: string): string {
    const shown = clean(text);
    hasRedacted ||= shown !== text;
    return shown;
  }

  learn(values);
  return {
    get hasRedacted() {
      return hasRedacted;
    },
    learn,
    redact,
    redactAll(data) {
      // Each search has its price, and mostly there is nothing to be found.
      const together = textsIn(data).join(SEAM);
      if (clean(together) === together) return data;
      return JSON.parse(JSON.stringify(data), (_key, value: unknown) =>
        typeof value === 'string' ? redact(value) : value,
      );
    },
  };
}

const REDACTED = 'Something in these texts was a secret or looked like one, and *** stands there.';

/** The end of a run, and a word about it where anything was taken out of any of its texts. */
export function redactReport(report: Report, redactor: Redactor): Report {
  const shown = redactor.redactAll(report);
  return redactor.hasRedacted ? { ...shown, warnings: [...shown.warnings, REDACTED] } : shown;
}

/** Hears the same of a run, without what may not be published. */
export function redactProgress(progress: Progress, redactor: Redactor): Progress {
  return {
    began: (phase) => progress.began(phase),
    did: (line) => progress.did(redactor.redact(line)),
    saw: (line) => progress.saw(redactor.redact(line)),
    noted: ({ agent, verification, warnings, ...report }) =>
      // All else that is told before the end is ours, or is judged by then.
      progress.noted({ ...report, ...redactor.redactAll({ agent, verification, warnings }) }),
  };
}

/** Such a value stands in ordinary sentences too, and nobody who reads `***` there would guess why. */
function isWord(value: string): boolean {
  return value.length < 16 && /^(?:\p{L}\p{Ll}*|\p{Lu}+)$/u.test(value);
}

const SEAM = '\n\n';

function textsIn(data: unknown): string[] {
  const texts: string[] = [];
  JSON.stringify(data, (_key, value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  return texts;
}

function withoutMatches(text: string, matches: readonly Match[]): string {
  let shown = '';
  let shownTo = 0;
  for (const match of matches) {
    if (match.start >= shownTo) shown += `${text.slice(shownTo, match.start)}***`;
    shownTo = Math.max(shownTo, endOf(text, match));
  }
  return shown + text.slice(shownTo);
}

/** Rules tell where a secret begins. Measured, some tell an end too early, that for AWS by far. */
function endOf(text: string, { rule, end }: Match): number {
  const stop = rule === 'aws' ? /\n|$/g : /[\s"'`<>)\]]|$/g;
  stop.lastIndex = end;
  return stop.exec(text)?.index ?? text.length;
}
