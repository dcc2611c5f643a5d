import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { RecoveryFailed } from '../../src/writer/errors.ts';
import type { Files } from '../../src/writer/files.ts';
import { recoverDirectory } from '../../src/writer/recover.ts';
import { describeCall, interceptFiles, systemError, type Call } from './faulty-files.ts';
import { changesBetween, codeOfFailure, makeRoot, treeOf, type Leaves } from './sandbox.ts';

const before: Leaves = {
  a: 'old',
  'd/b': { content: 'old', permissions: 0o755 },
  'gone/c': 'c',
  l: { content: 'a', mode: '120000' },
  f: 'file',
};
const after: Leaves = {
  a: 'new',
  'd/b': 'new',
  'made/new': 'new',
  l: { content: 'd/b', mode: '120000' },
  'f/inside': 'x',
};
const set = changesBetween(before, after);

type Durability = 'power' | 'process';
type Outcome = 'committed' | 'failed' | 'unclean' | 'rolled-back';

/** The whole life of a target; `rollback` after the commit where asked for. */
async function live(root: string, files: Files, durability: Durability, rollback: boolean): Promise<Outcome> {
  try {
    await using target = await openDirectoryTarget({
      root,
      changeSet: set,
      durability,
      files,
      lockWaitMs: 0,
    });
    await target.prepare();
    await target.commit();
    if (!rollback) return 'committed';
    await target.rollback();
    return 'rolled-back';
  } catch (error) {
    return error instanceof RecoveryFailed ? 'unclean' : 'failed';
  }
}

async function callsOf(durability: Durability, rollback: boolean): Promise<readonly Call[]> {
  using place = makeRoot(before);
  const calls: Call[] = [];
  const files = interceptFiles((call) => calls.push(call));
  const outcome = await live(place.root, files, durability, rollback);
  if (outcome === 'failed' || outcome === 'unclean') throw new Error(`without a fault: ${outcome}`);
  return calls;
}

/** What each call can fail with that makes a difference. */
const codes: Readonly<Record<string, readonly string[]>> = {
  open: ['EMFILE', 'EACCES'],
  write: ['ENOSPC'],
  rename: ['EACCES', 'EPERM'],
  link: ['EPERM', 'EMLINK', 'ENOSPC'],
  unlink: ['EBUSY', 'EROFS'],
  mkdir: ['ENOSPC'],
  rmdir: ['EIO'],
  symlink: ['ENOSPC', 'EPERM'],
  fchmod: ['EPERM'],
};

function fdCount(): number {
  return fs.readdirSync('/proc/self/fd').length;
}

const trees = { old: textOf(before), new: textOf(after) };

function textOf(leaves: Leaves): string {
  using place = makeRoot(leaves);
  return JSON.stringify(treeOf(place.root));
}

/** The tree as it was or as it becomes, whole; nothing of ours beside it. */
function requireWhole(root: string, expected: readonly ('old' | 'new')[], what: string): void {
  const found = JSON.stringify(treeOf(root));
  const kind = found === trees.old ? 'old' : found === trees.new ? 'new' : 'mixed';
  expect({ what, whole: expected.some((each) => each === kind) }).toEqual({ what, whole: true });
}

function leftovers(root: string): boolean {
  return fs.existsSync(join(root, '.wholly'));
}

function isDone({ name, args }: Call): boolean {
  return name === 'rename' && String(args[1]).endsWith('/done');
}

/** Every call of the one, of the other only what differs: that it syncs. */
const faults = [
  ['process', false, /./],
  ['process', true, /./],
  ['power', false, /^sync/],
  ['power', true, /^sync/],
] as const;

test.each(faults)(
  'E01 E02 E03 E07 A13 D03 every call fails once: the target is old or new, and clean (%s, rollback %s)',
  async (durability, rollback, names) => {
    // With a rollback only what comes after the commit is new.
    const first = rollback ? (await callsOf(durability, rollback)).findIndex(isDone) : 0;
    const calls = (await callsOf(durability, rollback)).slice(first).filter(({ name }) => names.test(name));
    expect(calls.length).toBeGreaterThanOrEqual(5);
    const handles = fdCount();
    for (const call of calls) {
      for (const code of codes[call.name] ?? ['EIO']) {
        const what = `${describeCall(call)} ${code}`;
        using place = makeRoot(before);
        const fail = ({ index }: Call): void => {
          if (index === call.index) throw systemError(code);
        };
        // The kernel closes a descriptor even when it reports a fault.
        const files = call.name === 'close' ? interceptFiles(() => undefined, fail) : interceptFiles(fail);
        const outcome = await live(place.root, files, durability, rollback);
        // A fault that was told leaves the old tree, and success the new one, before anything is recovered.
        const told = outcome === 'committed' ? ['new' as const] : ['old' as const];
        if (outcome !== 'unclean' && !leftovers(place.root)) requireWhole(place.root, told, what);
        const failure = await codeOfFailure(recoverDirectory({ root: place.root }));
        expect({ what, code: failure }).toEqual({ what, code: 'none' });
        requireWhole(place.root, outcome === 'unclean' ? ['old', 'new'] : told, what);
        expect({ what, ...(await recoverDirectory({ root: place.root })) }).toEqual({ what, kind: 'none' });
      }
    }
    expect(fdCount()).toBeLessThanOrEqual(handles + 2);
  },
);

describe('a call is done, and then reports a fault', () => {
  test.each([false, true])('the target is old or new, and clean (with rollback: %s)', async (rollback) => {
    const calls = await callsOf('process', rollback);
    for (const call of calls.filter(({ name }) =>
      ['rename', 'link', 'unlink', 'mkdir', 'rmdir', 'symlink'].includes(name),
    )) {
      const what = describeCall(call);
      using place = makeRoot(before);
      const files = interceptFiles(
        () => undefined,
        ({ index }) => {
          if (index === call.index) throw systemError('EIO');
        },
      );
      const outcome = await live(place.root, files, 'process', rollback);
      const failure = await codeOfFailure(recoverDirectory({ root: place.root }));
      expect({ what, code: failure }).toEqual({ what, code: 'none' });
      requireWhole(
        place.root,
        outcome === 'unclean' ? ['old', 'new'] : [outcome === 'committed' ? 'new' : 'old'],
        what,
      );
    }
  });
});

/** From the call with this index on nothing works any more but closing: to the target this is the death of the process. */
function dyingAt(index: number): Files {
  return interceptFiles((call) => {
    if (call.index >= index && call.name !== 'close') throw systemError('EIO');
  });
}

describe('everything fails from some call on, as when the process dies there', () => {
  test.each([false, true])(
    'K06 K09 recovery gives all of it or nothing, and again none (with rollback: %s)',
    async (rollback) => {
      const calls = await callsOf('process', rollback);
      let decided = false;
      for (const call of calls) {
        const what = describeCall(call);
        using place = makeRoot(before);
        const outcome = await live(place.root, dyingAt(call.index), 'process', rollback);
        const { kind } = await recoverDirectory({ root: place.root });
        requireWhole(place.root, outcome === 'committed' ? ['new'] : ['old', 'new'], what);
        expect({ what, ...(await recoverDirectory({ root: place.root })) }).toEqual({ what, kind: 'none' });
        decided ||= kind === 'finished';
      }
      expect(decided).toBe(true);
    },
  );

  test('K06 the same during the recovery itself, at each of its calls', async () => {
    const calls = await callsOf('process', false);
    const window = calls.filter(({ name, args }) => name === 'link' && String(args[1]).endsWith('/inside'));
    const dead = window.at(-1)?.index ?? -1;
    for (const rollback of [false, true]) {
      for (let index = 0; ; index += 1) {
        using place = makeRoot(before);
        await leaveHalf(place.root, dead, rollback);
        let finished = true;
        try {
          await recoverDirectory({ root: place.root, files: dyingAt(index) });
        } catch {
          finished = false;
        }
        expect(await codeOfFailure(recoverDirectory({ root: place.root }))).toBe('none');
        requireWhole(place.root, [rollback ? 'old' : 'new'], `recovery died at ${index}`);
        expect((await recoverDirectory({ root: place.root })).kind).toBe('none');
        if (finished) break;
      }
    }
  });
});

/** Dead in the middle of the renames, or in the middle of taking them back. */
async function leaveHalf(root: string, dead: number, rollback: boolean): Promise<void> {
  let restored = 0;
  const files = rollback
    ? interceptFiles(({ name, args }) => {
        if (name === 'rename' && /\/o\d+$/.test(String(args[0]))) restored += 1;
        if (restored >= 2 && name !== 'close') throw systemError('EIO');
      })
    : dyingAt(dead);
  expect(await live(root, files, 'process', rollback)).toBe('unclean');
}
