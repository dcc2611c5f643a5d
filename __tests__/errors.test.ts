import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Busy, NotUndoable } from '../src/commit/commit-all.ts';
import { InDoubt } from '../src/commit/participant.ts';
import { HostSilent } from '../src/git/remote.ts';
import { endingOfError } from '../src/report/ending.ts';
import { RecoveryFailed } from '../src/writer/errors.ts';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** Each error class of the sources, with what it has for a code. */
function errorClasses(): { readonly name: string; readonly body: string }[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [
      ...readFileSync(SRC + name, 'utf8').matchAll(
        /^(?:export )?class (\w+) extends (?:Type)?Error \{\n([\s\S]*?)^\}/gm,
      ),
    ])
    .map(([, name = '', body = '']) => ({ name, body }));
}

test('F05 every error of ours is known by a code, and has the name of its class', () => {
  const classes = errorClasses();
  expect(classes.length).toBeGreaterThan(25);
  const nameless = classes.filter(
    ({ name, body }) =>
      !/^ {2}readonly code(?: = 'E[A-Z]+'|: \w+);$/m.test(body) ||
      !body.includes(`readonly name = '${name}'`),
  );
  expect(nameless.map(({ name }) => name)).toEqual([]);
});

test.each([
  [new NotUndoable('x'), 'ENOUNDO'],
  [new Busy('x'), 'EBUSY'],
  [new InDoubt('x', { cause: new HostSilent({}) }), 'EINDOUBT'],
  [new RecoveryFailed('x', [], 'y'), 'ERECOVERY'],
  [new Error('outer', { cause: new HostSilent({}) }), 'ESILENT'],
])('F05 the report tells %s by its code', (error, code) => {
  expect(endingOfError(error).code).toBe(code);
});
