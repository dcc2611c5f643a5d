import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commitAll, NotUndoable } from '../../src/commit/commit-all.ts';
import { InDoubt, type Participant } from '../../src/commit/participant.ts';
import { openScratch } from '../doubles/scratch.ts';

interface FileParticipant extends Participant {
  fails: Partial<Record<'prepare' | 'commit' | 'rollback', unknown>>;
}

/** Participants that are files in a directory, and a log of everything that they were told to do. */
async function openHall() {
  const scratch = await openScratch();
  const log: string[] = [];
  function participant(name: string, fails: FileParticipant['fails'] = {}, undoable = true): FileParticipant {
    const step = async (act: 'prepare' | 'commit' | 'rollback', work: () => void): Promise<void> => {
      log.push(`${act} ${name}`);
      await Promise.resolve();
      if (Object.hasOwn(one.fails, act)) throw one.fails[act];
      work();
    };
    const one: FileParticipant = {
      name,
      undoable,
      fails,
      prepare: () => step('prepare', () => undefined),
      commit: () => step('commit', () => writeFileSync(scratch.join(name), '')),
      rollback: () => step('rollback', () => rmSync(scratch.join(name))),
    };
    return one;
  }
  return {
    participant,
    log,
    landed: () => readdirSync(scratch.path).sort(),
    [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose](),
  };
}

test('D20 commits every participant exactly once, in order, after all of them are prepared', async () => {
  await using hall = await openHall();
  const outcome = await commitAll(['moon', 'apple', 'zebra'].map((name) => hall.participant(name)));
  expect(outcome).toEqual({
    kind: 'committed',
    participants: ['moon', 'apple', 'zebra'].map((name) => ({ name, state: 'committed' })),
    warnings: [],
  });
  expect(hall.log).toEqual([
    'prepare moon',
    'prepare apple',
    'prepare zebra',
    'commit moon',
    'commit apple',
    'commit zebra',
  ]);
  expect(hall.landed()).toEqual(['apple', 'moon', 'zebra']);
});

test('nothing to commit is committed', async () => {
  expect(await commitAll([])).toEqual({ kind: 'committed', participants: [], warnings: [] });
});

test.each([0, 1, 2, 3])('D01 D04 rolls back in reverse when participant %i of four fails', async (at) => {
  await using hall = await openHall();
  const names = ['moon', 'apple', 'zebra', 'book'];
  const cause = new Error('no');
  const participants = names.map((name, index) =>
    hall.participant(name, index === at ? { commit: cause } : {}),
  );
  const outcome = await commitAll(participants);
  const earlier = names.slice(0, at);
  expect(outcome).toMatchObject({
    kind: 'failed',
    during: 'commit',
    name: names[at],
    rolledBack: earlier.toReversed(),
    rollbackFailed: [],
  });
  expect(outcome.participants).toEqual(
    names.map((name, index) => ({
      name,
      state: index < at ? 'rolled-back' : index === at ? 'failed' : 'prepared',
    })),
  );
  const committed = hall.log.flatMap((line) => (line.startsWith('commit ') ? [line.slice(7)] : []));
  expect(hall.log.filter((line) => line.startsWith('rollback '))).toEqual(
    committed
      .slice(0, -1)
      .toReversed()
      .map((name) => `rollback ${name}`),
  );
  expect(hall.landed()).toEqual([]);
});

test('a participant that cannot be prepared lets nothing be committed, and nothing is rolled back', async () => {
  await using hall = await openHall();
  const outcome = await commitAll([
    hall.participant('moon'),
    hall.participant('apple', { prepare: new Error('no') }),
    hall.participant('zebra'),
  ]);
  expect(outcome).toMatchObject({ kind: 'failed', during: 'prepare', name: 'apple', rolledBack: [] });
  expect(outcome.participants.map(({ state }) => state)).toEqual(['prepared', 'failed', 'waiting']);
  expect(hall.log).toEqual(['prepare moon', 'prepare apple']);
});

test.each([
  ['undefined', undefined],
  ['null', null],
  ['a string', 'no space'],
  ['zero', 0],
  ['a TypeError', new TypeError('x is not a function')],
  ['an abort', new DOMException('stop', 'AbortError')],
  ['a raw error of the system', Object.assign(new Error('full'), { code: 'ENOSPC' })],
])('D02 F03 F04 F06 rolls back whatever is thrown, and hands it on untouched: %s', async (_, thrown) => {
  await using hall = await openHall();
  const outcome = await commitAll([hall.participant('moon'), hall.participant('apple', { commit: thrown })]);
  expect(outcome).toMatchObject({ kind: 'failed', name: 'apple', rolledBack: ['moon'] });
  expect(outcome.kind === 'failed' && Object.is(outcome.cause, thrown)).toBe(true);
  expect(hall.landed()).toEqual([]);
});

test('D02 rolls back when a participant throws before it gives a promise', async () => {
  await using hall = await openHall();
  const rude: Participant = {
    ...hall.participant('rude'),
    commit() {
      throw new TypeError('at once');
    },
  };
  const outcome = await commitAll([hall.participant('moon'), rude]);
  expect(outcome).toMatchObject({ kind: 'failed', name: 'rude', rolledBack: ['moon'] });
  expect(hall.landed()).toEqual([]);
});

test('F01 F02 a rollback that fails stops no other one, and both lists cover every committed participant', async () => {
  await using hall = await openHall();
  const stuck = new Error('stuck');
  const outcome = await commitAll([
    hall.participant('moon'),
    hall.participant('apple', { rollback: stuck }),
    hall.participant('zebra', { rollback: undefined }),
    hall.participant('book'),
    hall.participant('cup', { commit: new Error('no') }),
  ]);
  expect(outcome).toMatchObject({
    rolledBack: ['book', 'moon'],
    rollbackFailed: [{ name: 'zebra' }, { name: 'apple', error: stuck }],
  });
  expect(outcome.participants.map(({ state }) => state)).toEqual([
    'rolled-back',
    'rollback-failed',
    'rollback-failed',
    'rolled-back',
    'failed',
  ]);
  expect(hall.landed()).toEqual(['apple', 'zebra']);
});

test('D05 D06 refuses before anything is touched when what cannot be undone is not last', async () => {
  await using hall = await openHall();
  for (const participants of [
    [hall.participant('final', {}, false), hall.participant('moon')],
    [hall.participant('moon'), hall.participant('final', {}, false), hall.participant('last', {}, false)],
  ]) {
    await expect(commitAll(participants)).rejects.toBeInstanceOf(NotUndoable);
    await expect(commitAll(participants)).rejects.toMatchObject({ code: 'ENOUNDO', participant: 'final' });
  }
  expect(hall.log).toEqual([]);
  expect(hall.landed()).toEqual([]);
});

test('D05 commits what cannot be undone last, and undoes the others when it fails', async () => {
  await using hall = await openHall();
  const outcome = await commitAll([
    hall.participant('moon'),
    hall.participant('final', { commit: new Error('no') }, false),
  ]);
  expect(outcome).toMatchObject({ name: 'final', rolledBack: ['moon'], rollbackFailed: [] });
  expect(hall.landed()).toEqual([]);
});

test('D08 lists nothing as rolled back when the only participant cannot be undone and fails', async () => {
  await using hall = await openHall();
  const outcome = await commitAll([hall.participant('final', { commit: new Error('no') }, false)]);
  expect(outcome).toMatchObject({ kind: 'failed', rolledBack: [], rollbackFailed: [] });
  expect(hall.landed()).toEqual([]);
});

test('D09 never says rolled back of what says of itself, too late, that it cannot be undone', async () => {
  await using hall = await openHall();
  const turncoat = hall.participant('turncoat');
  const fickle: Participant = {
    name: 'turncoat',
    prepare: () => turncoat.prepare(),
    commit: () => turncoat.commit(),
    rollback: () => turncoat.rollback(),
    get undoable() {
      return hall.landed().length === 0;
    },
  };
  const outcome = await commitAll([fickle, hall.participant('apple', { commit: new Error('no') })]);
  expect(outcome).toMatchObject({ rolledBack: [], rollbackFailed: [{ name: 'turncoat' }] });
  expect(outcome.participants).toContainEqual({ name: 'turncoat', state: 'rollback-failed' });
  expect(hall.landed()).toEqual(['turncoat']);
});

test('D12 the same participants commit all of them on a second try', async () => {
  await using hall = await openHall();
  const weak = hall.participant('zebra', { commit: new Error('not yet') });
  const participants = [hall.participant('moon'), hall.participant('apple'), weak];
  expect((await commitAll(participants)).kind).toBe('failed');
  expect(hall.landed()).toEqual([]);
  weak.fails = {};
  expect((await commitAll(participants)).kind).toBe('committed');
  expect(hall.landed()).toEqual(['apple', 'moon', 'zebra']);
});

test('D07 names whom all or none is broken for, whether it lands or fails', async () => {
  await using hall = await openHall();
  const final = hall.participant('final', {}, false);
  const landed = await commitAll([hall.participant('moon'), final]);
  expect(landed.kind).toBe('committed');
  expect(landed.warnings).toEqual([expect.stringMatching(/^All or none is broken for final: /)]);
  final.fails = { commit: new Error('no') };
  const failed = await commitAll([hall.participant('moon'), final]);
  expect([failed.kind, failed.warnings.length]).toEqual(['failed', 1]);
  expect((await commitAll([hall.participant('moon')])).warnings).toEqual([]);
});

test('D03 what fails in doubt is taken back too, first of all, or named where it cannot be', async () => {
  await using hall = await openHall();
  function doubtful(rollback?: Error): Participant {
    const real = hall.participant('doubtful', rollback === undefined ? {} : { rollback });
    return {
      ...real,
      async commit() {
        await real.commit();
        throw new InDoubt('it', { cause: new Error('cut') });
      },
    };
  }
  const undone = await commitAll([hall.participant('moon'), doubtful()]);
  expect(undone).toMatchObject({ name: 'doubtful', rolledBack: ['doubtful', 'moon'], rollbackFailed: [] });
  expect(hall.landed()).toEqual([]);
  const stuck = await commitAll([hall.participant('moon'), doubtful(new Error('gone'))]);
  expect(stuck).toMatchObject({ rolledBack: ['moon'], rollbackFailed: [{ name: 'doubtful' }] });
  expect(hall.landed()).toEqual(['doubtful']);
});

test('F04 a failure is answered, never thrown; what is thrown is a plan that may not begin, with nothing touched', async () => {
  await using hall = await openHall();
  const no = new Error('no');
  for (const fails of [{ prepare: no }, { commit: no }, { commit: no, rollback: no }]) {
    const plan = [hall.participant('moon', fails), hall.participant('apple', { commit: no })];
    expect((await commitAll(plan)).kind).toBe('failed');
  }
  hall.log.length = 0;
  const shared = hall.participant('shared');
  const running = commitAll([shared]);
  await expect(commitAll([shared])).rejects.toMatchObject({ code: 'EBUSY' });
  await running;
  await expect(
    commitAll([hall.participant('final', {}, false), hall.participant('moon')]),
  ).rejects.toMatchObject({ code: 'ENOUNDO' });
  expect(hall.log).toEqual(['prepare shared', 'commit shared']);
});

test('F06 what a rollback throws is handed on as it is, wrapped by nobody', async () => {
  await using hall = await openHall();
  const inner = new Error('disk');
  const stuck = new Error('stuck', { cause: inner });
  const cause = new Error('no', { cause: inner });
  const outcome = await commitAll([
    hall.participant('moon', { rollback: stuck }),
    hall.participant('apple', { commit: cause }),
  ]);
  if (outcome.kind !== 'failed') throw new Error('it was to fail');
  expect([outcome.cause, outcome.rollbackFailed[0]?.error].map(chainOf)).toEqual([
    [cause, inner],
    [stuck, inner],
  ]);
});

function chainOf(error: unknown): unknown[] {
  return error instanceof Error ? [error, ...chainOf(error.cause)] : [];
}

test('all land or none, whatever fails where', async () => {
  const faults = fc.record({
    prepare: fc.boolean(),
    commit: fc.boolean(),
    rollback: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(faults, { maxLength: 6 }), async (plan) => {
      await using hall = await openHall();
      const participants = plan.map((fault, index) => {
        const acts = (['prepare', 'commit', 'rollback'] as const).filter((act) => fault[act]);
        return hall.participant(`p${index}`, Object.fromEntries(acts.map((act) => [act, new Error(act)])));
      });
      const outcome = await commitAll(participants);
      const landed = hall.landed();
      const begun = hall.log.filter((line) => line.startsWith('commit ')).length;
      const told =
        outcome.kind === 'committed'
          ? { stays: plan.map((_, index) => `p${index}`), undone: [], finished: begun }
          : {
              stays: outcome.rollbackFailed.map(({ name }) => name),
              undone: outcome.rolledBack,
              finished: outcome.during === 'commit' ? begun - 1 : begun,
            };
      expect(landed).toEqual(told.stays.toSorted());
      expect(told.stays.length + told.undone.length).toBe(told.finished);
      expect(new Set([...told.stays, ...told.undone]).size).toBe(told.finished);
    }),
    { numRuns: 100 },
  );
});
