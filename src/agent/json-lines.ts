import type { AgentEvent, Outcome } from './agent.ts';

/** What a tool's own last word says of its run. */
export type Verdict = Pick<Outcome, 'status' | 'code' | 'reason' | 'answer'>;

/** Reads what one tool prints about itself, one JSON value a line. */
export interface LineReader {
  /** `line` is a value of JSON from a program that nobody here wrote. */
  read(line: unknown): readonly AgentEvent[];
  /** `null` as long as the tool has not said how it ended: a status of zero alone is no success. */
  readonly verdict: Verdict | null;
}

/** A line may hold a whole file; a longer one is passed over. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** Cuts a stream of text into lines of JSON; anything else between them is noise, and given to `other`. */
export function openLines(
  each: (value: unknown) => void,
  other: (text: string) => void,
): (text: string) => void {
  let pieces: string[] = [];
  let length = 0;
  return (text) => {
    const [first = '', ...rest] = text.split('\n');
    length += first.length;
    // What is too long is not kept, so a line without an end costs nothing.
    if (length <= LONGEST_LINE) pieces.push(first);
    else pieces = [];
    for (const next of rest) {
      if (length <= LONGEST_LINE) takeLine(pieces.join(''), each, other);
      pieces = [next];
      length = next.length;
    }
  };
}

function takeLine(line: string, each: (value: unknown) => void, other: (text: string) => void): void {
  if (line.trim() === '') return;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    other(`${line}\n`);
    return;
  }
  each(value);
}
