import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gitApply } from '../../src/agent/git-apply.ts';
import { renderDiff, type Suggestion } from '../../src/agent/suggestions.ts';

const text = fc.string({ minLength: 0, maxLength: 4 }).map((line) => line.replaceAll(/[\r\n]/g, '?'));

/** Files of up to twelve lines and suggestions on ranges of them that do not overlap. */
const input = fc
  .record({
    lines: fc.array(text, { minLength: 1, maxLength: 12 }),
    ending: fc.constantFrom('\n', '\r\n'),
    closed: fc.boolean(),
    cuts: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }),
    replacements: fc.array(fc.array(text, { maxLength: 3 }), { minLength: 3, maxLength: 3 }),
  })
  .map(({ lines, ending, closed, cuts, replacements }) => {
    const bounds = cuts.filter((cut) => cut <= lines.length).toSorted((a, b) => a - b);
    const suggestions: Suggestion[] = [];
    for (let index = 0; index < bounds.length; index += 2) {
      const [first = 1, last = first] = bounds.slice(index, index + 2);
      suggestions.push({ path: 'f', first, last, lines: replacements[index / 2] ?? [] });
    }
    return { lines, ending, closed, suggestions };
  });

test('a diff of suggestions, applied by git, replaces exactly the named lines', async () => {
  await using directory = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
  const file = join(directory.path, 'f');
  await fc.assert(
    fc.asyncProperty(input, async ({ lines, ending, closed, suggestions }) => {
      const joined = lines.join(ending) + (closed ? ending : '');
      // An open last line that is empty is no line.
      fc.pre(suggestions.length > 0 && (closed || lines.at(-1) !== ''));
      const whole = [...lines];
      for (const { first, last, lines: text } of suggestions.toReversed()) {
        whole.splice(first - 1, last - first + 1, ...text);
      }
      // An open end is passed on to what replaces it, and is closed where nothing does.
      const openEnd =
        !closed && !suggestions.some((one) => one.last === lines.length && one.lines.length === 0);
      const expected = whole.map((line, index) =>
        openEnd && index === whole.length - 1 ? line : line + ending,
      );
      fc.pre(expected.join('') !== joined);

      await writeFile(file, joined);
      const patch = renderDiff('f', Buffer.from(joined), suggestions);
      const exit = await gitApply({ directory: directory.path, patch, flags: [], wallMs: 20_000 });
      expect(exit).toMatchObject({ kind: 'exited', exitCode: 0 });
      const result = await readFile(file, 'utf8').catch(() => '');
      // A file of one open line shows no ending: what is put behind it gets a plain newline.
      const plain = (content: string) => content.replaceAll('\r\n', '\n');
      const seen = lines.length === 1 ? plain : String;
      expect(seen(result)).toBe(seen(expected.join('')));
    }),
    { numRuns: 60 },
  );
});
