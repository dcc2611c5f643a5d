import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { HELP } from '../src/command-line/usage.ts';

const actionShape = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string() })),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
});

/** The README with its generated parts made anew from the text of `action.yml` and from the command line's own help. */
export function withTables(readme: string, actionYml: string): string {
  const { inputs, outputs } = actionShape.parse(parse(actionYml));
  const parts = {
    inputs: renderTable(
      ['Input', 'Default', 'What it does'],
      Object.entries(inputs).map(([name, { description, default: value }]) => [
        code(name),
        value === '' ? '' : code(value),
        description,
      ]),
    ),
    outputs: renderTable(
      ['Output', 'What it says'],
      Object.entries(outputs).map(([name, { description }]) => [code(name), description]),
    ),
    usage: `\`\`\`text\n${HELP.trim()}\n\`\`\``,
  };
  return Object.entries(parts).reduce((text, [name, part]) => replacePart(text, name, part), readme);
}

/** The README has a marker that this script does not find in pairs. */
class NoMarker extends Error {
  override readonly name = 'NoMarker';
  readonly code = 'EMARKER';
}

function replacePart(text: string, name: string, part: string): string {
  const [before, ...inside] = text.split(`<!-- generated: ${name} -->\n`);
  const [, after, ...more] = inside.join('').split(`<!-- end of ${name} -->\n`);
  if (before === undefined || inside.length !== 1 || after === undefined || more.length > 0)
    throw new NoMarker(`README.md has not exactly one part named ${name}`);
  return `${before}<!-- generated: ${name} -->\n\n${part}\n\n<!-- end of ${name} -->\n${after}`;
}

/** Padded as the formatter pads it, so that a table made anew is a formatted one. */
function renderTable(head: readonly string[], body: readonly (readonly string[])[]): string {
  const rows = [head, ...body].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const [first = '', ...rest] = rows.map((row) => line(row.map((cell, at) => cell.padEnd(widths[at] ?? 0))));
  return [first, line(widths.map((width) => '-'.repeat(width))), ...rest].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function code(text: string): string {
  return `\`${text}\``;
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const readme = await readFile(`${root}README.md`, 'utf8');
  await writeFile(`${root}README.md`, withTables(readme, await readFile(`${root}action.yml`, 'utf8')));
}
