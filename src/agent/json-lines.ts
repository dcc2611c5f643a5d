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

/** Bytes. A line may hold a whole file; a longer one is passed over. */
const LONGEST_LINE = 16 * 1024 * 1024;

/**
 * Cuts a stream of text into lines of JSON; anything else between them is noise, and given to `other`. A line that has not
 * ended waits as bytes, which are not the collector's: as text it would be moved again and again, and the heap grow to
 * four times its length. What is too long is not kept, so a line without an end costs nothing more.
 */
export function openLines(
  each: (value: unknown) => void,
  other: (text: string) => void,
): (text: string) => void {
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
  // Grows where it is: copies of it that have become too short would wait for the collector.
  const waiting = new ArrayBuffer(0, { maxByteLength: LONGEST_LINE });
  const line = new Uint8Array(waiting);
  let length = 0;
  const wait = (text: string): void => {
    const start = length;
    length += Buffer.byteLength(text);
    waiting.resize(length <= LONGEST_LINE ? length : 0);
    if (length <= LONGEST_LINE) encoder.encodeInto(text, line.subarray(start));
  };
  return (text) => {
    const [first = '', ...rest] = text.split('\n');
    wait(first);
    const last = rest.pop();
    if (last === undefined) return;
    if (length <= LONGEST_LINE) takeLine(decoder.decode(line), each, other);
    for (const whole of rest) takeLine(whole, each, other);
    length = 0;
    wait(last);
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
