import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Busy, commitAll } from '../../src/commit/commit-all.ts';
import type { CommitJournal } from '../../src/commit/journal.ts';
import type { Participant, Reopened } from '../../src/commit/participant.ts';
import { settle } from '../../src/commit/settle.ts';
import { ForbiddenStep, step, type ParticipantState } from '../../src/commit/transitions.ts';

/** Thrown where a process is killed: everything after it does not happen. */
const KILL = Symbol('killed');

/** What outlives a process: the targets, and what was written down. */
function openWorld() {
  const standing = new Set<string>();
  const lines: string[] = [];
  return {
    standing,
    lines,
    journal: {
      async plan(intents) {
        lines.push(`plan ${intents.map((intent) => intent?.kind ?? '-').join(',')}`);
      },
      async intend(act, index) {
        lines.push(`${act} ${index}`);
      },
      async done() {
        lines.push('done');
      },
    } satisfies CommitJournal,
    participant(name: string, fails: Partial<Record<'prepare' | 'commit' | 'rollback', Error>> = {}) {
      const at = (act: 'prepare' | 'commit' | 'rollback'): void => {
        lines.push(`${act}s ${name}`);
        const error = fails[act];
        if (error !== undefined) throw error;
      };
      return {
        name,
        undoable: true,
        intent: { kind: name },
        prepare: async () => at('prepare'),
        async commit() {
          at('commit');
          standing.add(name);
        },
        async rollback() {
          at('rollback');
          standing.delete(name);
        },
      } satisfies Participant;
    },
    reopen(name: string, rollback?: Error): Reopened {
      return {
        name,
        undoable: true,
        look: async () => (standing.has(name) ? 'done' : 'not-done'),
        async rollback() {
          if (rollback !== undefined) throw rollback;
          standing.delete(name);
        },
      };
    },
  };
}

test('each visible step is written down before it is taken, and nothing is before all are prepared', async () => {
  const world = openWorld();
  await commitAll(
    [world.participant('moon'), world.participant('apple', { commit: new Error('no') })],
    world.journal,
  );
  expect(world.lines).toEqual([
    'prepares moon',
    'prepares apple',
    'plan moon,apple',
    'commit 0',
    'commits moon',
    'commit 1',
    'commits apple',
    'rollback 0',
    'rollbacks moon',
  ]);
});

test.each(['plan', 'commit 0', 'commit 1'])(
  'a journal that cannot be written at %s lets nothing stand',
  async (at) => {
    const world = openWorld();
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    const journal: CommitJournal = {
      async plan() {
        if (at === 'plan') throw full;
      },
      async intend(act, index) {
        if (at === `${act} ${index}`) throw full;
      },
      done: async () => undefined,
    };
    const outcome = await commitAll([world.participant('moon'), world.participant('apple')], journal);
    expect(outcome).toMatchObject({ kind: 'failed', cause: full, rollbackFailed: [] });
    expect([...world.standing]).toEqual([]);
    expect(world.lines).not.toContain('commits apple');
  },
);

test('that all of it stands is written down last, and only then', async () => {
  const world = openWorld();
  const plan = [world.participant('moon'), world.participant('apple')];
  expect((await commitAll(plan, world.journal)).kind).toBe('committed');
  expect(world.lines.slice(-2)).toEqual(['commits apple', 'done']);
  const failed = openWorld();
  await commitAll([failed.participant('moon', { commit: new Error('no') })], failed.journal);
  expect(failed.lines).not.toContain('done');
});

test('what stands has landed, also where that cannot be written down', async () => {
  const world = openWorld();
  const journal: CommitJournal = {
    ...world.journal,
    done: () => Promise.reject(new Error('full')),
  };
  expect((await commitAll([world.participant('moon')], journal)).kind).toBe('committed');
  expect([...world.standing]).toEqual(['moon']);
});

test('a rollback that cannot be written down is done all the same', async () => {
  const world = openWorld();
  const journal: CommitJournal = {
    plan: async () => undefined,
    async intend(act) {
      if (act === 'rollback') throw new Error('full');
    },
    done: async () => undefined,
  };
  const outcome = await commitAll(
    [world.participant('moon'), world.participant('apple', { commit: new Error('no') })],
    journal,
  );
  expect(outcome).toMatchObject({ rolledBack: ['moon'], rollbackFailed: [] });
  expect([...world.standing]).toEqual([]);
});

test('G01 participants that are being committed cannot be committed a second time meanwhile', async () => {
  const world = openWorld();
  const shared = world.participant('moon');
  const first = commitAll([shared], world.journal);
  const second = commitAll([world.participant('apple'), shared], world.journal);
  await expect(second).rejects.toBeInstanceOf(Busy);
  await expect(second).rejects.toMatchObject({ code: 'EBUSY', participant: 'moon' });
  expect(await first).toMatchObject({ kind: 'committed' });
  expect(world.lines.filter((line) => line === 'commits moon')).toHaveLength(1);
  expect(await commitAll([shared])).toMatchObject({ kind: 'committed' });
});

test('F09 every step that is not in the table throws', () => {
  const states: ParticipantState[] = [
    'waiting',
    'prepared',
    'committing',
    'committed',
    'failed',
    'in-doubt',
    'rolling-back',
    'rolled-back',
    'rollback-failed',
  ];
  const allowed = states.flatMap((from) =>
    states.flatMap((to) => {
      try {
        return step(from, to) === to ? [`${from} -> ${to}`] : [];
      } catch (error) {
        if (error instanceof ForbiddenStep) return [];
        throw error;
      }
    }),
  );
  expect(allowed).toEqual([
    'waiting -> prepared',
    'waiting -> failed',
    'prepared -> committing',
    'committing -> committed',
    'committing -> failed',
    'committing -> in-doubt',
    'committed -> rolling-back',
    'in-doubt -> rolling-back',
    'rolling-back -> rolled-back',
    'rolling-back -> rollback-failed',
  ]);
});

test('D17 a commit whose rollback was begun is rolled back though all of it stands, and nothing is skipped', async () => {
  const world = openWorld();
  const names = ['moon', 'apple', 'zebra'];
  for (const name of names) world.standing.add(name);
  const settled = await settle(
    names.map((name) => world.reopen(name)),
    3,
    true,
  );
  expect(settled).toEqual({ kind: 'undone', rolledBack: ['zebra', 'apple', 'moon'] });
  expect([...world.standing]).toEqual([]);
});

test('what could not be taken back after a kill is named, and the others are taken back', async () => {
  const world = openWorld();
  for (const name of ['moon', 'apple', 'zebra']) world.standing.add(name);
  const stuck = new Error('stuck');
  const settled = await settle(
    [world.reopen('moon'), world.reopen('apple', stuck), world.reopen('zebra')],
    4,
    false,
  );
  expect(settled).toEqual({
    kind: 'stuck',
    rolledBack: ['zebra', 'moon'],
    rollbackFailed: [{ name: 'apple', error: stuck }],
  });
});

test('D17 killed at any step, a commit is finished or undone by the next process, and again by a third', async () => {
  const names = ['moon', 'apple', 'zebra'];
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: 14 }),
      fc.option(fc.nat({ max: 2 }), { nil: null }),
      async (killAt, failAt) => {
        const world = openWorld();
        let steps = 0;
        const tick = async (): Promise<void> => {
          steps += 1;
          // A dead process does nothing any more, not even its error handling.
          if (steps > killAt) await Promise.reject(KILL);
        };
        const participants = names.map((name, index): Participant => {
          const real = world.participant(name, index === failAt ? { commit: new Error('no') } : {});
          const mortal = (act: () => Promise<void>) => async () => {
            await tick();
            await act();
            await tick();
          };
          return { ...real, commit: mortal(() => real.commit()), rollback: mortal(() => real.rollback()) };
        });
        const journal: CommitJournal = {
          plan: (intents) => world.journal.plan(intents),
          async intend(act, index) {
            await tick();
            await world.journal.intend(act, index);
          },
          async done() {
            await tick();
            await world.journal.done();
          },
        };
        const outcome = await commitAll(participants, journal);
        const died = steps > killAt;
        for (const _ of died ? ['next', 'third'] : []) {
          const begun = names.filter((_name, index) => world.lines.includes(`commit ${index}`));
          const rollingBack = world.lines.some((line) => line.startsWith('rollback '));
          const settled = await settle(
            begun.map((name) => world.reopen(name)),
            names.length,
            rollingBack,
          );
          expect(settled.kind).toBe(world.standing.size === 3 ? 'finished' : 'undone');
          expect([0, 3]).toContain(world.standing.size);
        }
        const whole = outcome.kind === 'committed' || world.standing.size === 3;
        expect(world.standing.size).toBe(whole ? 3 : 0);
      },
    ),
    { numRuns: 200 },
  );
});
