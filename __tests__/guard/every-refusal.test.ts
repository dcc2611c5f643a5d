import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { linkSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Uncarried } from '../../src/checkout/walk.ts';
import type { Policy } from '../../src/guard/guard.ts';
import { guards, judge } from '../../src/guard/judge.ts';
import { findSecrets } from '../../src/guard/secret-patterns.ts';
import { openWorkplace } from '../checkout/workplace.ts';
import { requireRoot } from '../doubles/root.ts';
import { add, link, openPolicy, remove, subjectOf, type Fixture } from './subject.ts';

interface Offence extends Fixture {
  readonly finding: string;
  readonly policy?: Partial<Policy>;
}

const value = 'a-value-that-this-run-must-keep';

/** For each guard a set that it objects to, and how. */
const OFFENCES: Readonly<Record<string, Offence>> = {
  names: { changes: [add('a/.git/x')], finding: 'refuse a/.git/x' },
  'special-files': { changes: [], special: [{ path: 'p', kind: 'fifo' }], finding: 'refuse p' },
  gitlinks: { changes: [add('g', '', '160000')], finding: 'refuse g' },
  base: { base: { a: 'x' }, changes: [add('a')], finding: 'refuse a' },
  collisions: { changes: [add('A'), add('a')], finding: 'refuse a' },
  links: { changes: [link('l', '../out')], finding: 'refuse l' },
  filters: { changes: [add('f', 'x')], attributes: () => ({ filter: 'crypt' }), finding: 'refuse f' },
  limits: { changes: [add('a')], policy: { limits: { files: 0, bytes: 9 } }, finding: 'refuse' },
  emptying: {
    base: { a: 'x', 'd/b': 'y' },
    changes: [remove({ a: 'x' }, 'a'), remove({ 'd/b': 'y' }, 'd/b')],
    finding: 'refuse',
  },
  protected: {
    changes: [add('a')],
    policy: { protected: [{ paths: ['a'], policy: 'refuse' }] },
    finding: 'refuse a',
  },
  secrets: { changes: [add('a', value)], policy: { secrets: [value] }, finding: 'refuse a' },
  'secret-patterns': {
    changes: [add('a', ['npm', 'A1b2C3d4E5F6'.repeat(3)].join('_'))],
    finding: 'refuse a',
  },
  workflows: { changes: [add('.github/workflows/x.yml')], finding: 'review .github/workflows/x.yml' },
  'tool-configuration': { changes: [add('.mcp.json')], finding: 'review .mcp.json' },
  'git-configuration': { changes: [add('.gitattributes')], finding: 'review .gitattributes' },
  'embedded-repositories': {
    changes: [add('d/HEAD'), add('d/objects/x'), add('d/refs/x')],
    finding: 'review d',
  },
  'lock-files': { changes: [add('go.sum')], finding: 'review go.sum' },
  executables: { changes: [add('x', '', '100755')], finding: 'review x' },
  'unreadable-files': { changes: [add('b', '\0')], finding: 'review b' },
  'windows-names': { changes: [add('CON')], finding: 'review CON' },
};

test('no guard is without an offence here, and each is deaf to none', async () => {
  expect(Object.keys(OFFENCES)).toEqual(guards.map(({ name }) => name));
  for (const [guard, { finding, policy, ...fixture }] of Object.entries(OFFENCES)) {
    const subject = subjectOf(fixture);
    const secretFindings = await findSecrets(subject.changeSet, async () => null);
    const { rows } = judge({ ...subject, secretFindings }, { ...openPolicy, ...policy });
    const said = rows
      .filter((row) => row.guard === guard)
      .map(({ verdict, path }) => [verdict, path].filter((word) => word !== undefined).join(' '));
    expect([guard, said]).toEqual([guard, [finding]]);
  }
});

type Undo = () => Promise<unknown>;

/** For each kind of what no set can carry, how an agent brings it about. */
const KINDS: Readonly<Record<Uncarried['kind'], (file: string) => Undo | void | Promise<Undo>>> = {
  'nested-repository': (file) => void mkdirSync(join(file, '.git'), { recursive: true }),
  fifo: (file) => void execFileSync('mkfifo', [file]),
  socket: async (file) => {
    const server = createServer().listen(file);
    await once(server, 'listening');
    return async () => server.close();
  },
  device: (file) => void execFileSync('mknod', [file, 'c', '1', '3']),
  'hard-link': (file) => {
    const outside = join(dirname(dirname(file)), 'outside');
    writeFileSync(outside, 'of somebody else');
    linkSync(outside, file);
  },
  'not-utf8': (file) => writeFileSync(Buffer.concat([Buffer.from(file), Buffer.from([0xff])]), ''),
  // Half of a character of the encoding that the base asks for.
  unreadable: (file) => writeFileSync(`${file}.u16`, 'A'),
  'too-large': (file) => {
    writeFileSync(file, '');
    // Sparse: it takes no space, and nobody reads it.
    truncateSync(file, 2 ** 30);
  },
  'changed-while-read': (file) => {
    writeFileSync(file, 'text\r\n'.repeat(500_000));
    const child = spawn('sh', ['-c', 'while :; do echo more >> "$0"; done', file], { stdio: 'ignore' });
    return async () => {
      child.kill('SIGKILL');
      await once(child, 'close');
    };
  },
};

test.for(Object.entries(KINDS))(
  'C17 %s: found in a real checkout, and refused',
  async ([kind, bring], context) => {
    if (kind === 'device') requireRoot(context, 'make a device');
    await using place = await openWorkplace({
      '.gitattributes': '* text\n*.u16 working-tree-encoding=UTF-16\n',
    });
    const undo = await bring(join(place.checkout.directory, 'x'));
    try {
      const { uncarried, changeSet } = await place.collect();
      expect(uncarried.map((one) => one.kind)).toEqual([kind]);
      const { verdict, rows } = judge(
        { ...subjectOf({ changes: [] }), changeSet, special: uncarried },
        openPolicy,
      );
      expect(verdict).toBe('refuse');
      expect(rows.find(({ guard }) => guard === 'special-files')?.path?.startsWith('x')).toBe(true);
    } finally {
      await undo?.();
    }
  },
);
