import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runProgram } from '../doubles/programs.ts';
import { requireRoot } from '../doubles/root.ts';
import { openScratch } from '../doubles/scratch.ts';

/** Programs of the machine's own that are in the way: the system's own stand behind them. */
const HALF_A_MOUNT =
  '#!/bin/sh\nfor at; do :; done\n/bin/mount -t tmpfs half "$at" && echo kept >"$at/kept"\nexit 32\n';
const WHOLE_MOUNT = '#!/bin/sh\nfor at; do :; done\nexec /bin/mount -t tmpfs second "$at"\n';
const REFUSED = '#!/bin/sh\nexit 32\n';
const PRETENDED = '#!/bin/sh\nexit 0\n';

test.for([['is refused', REFUSED] as const, ['is only said to have worked', PRETENDED] as const])(
  'F12 where unmounting half a mount %s, nothing is mounted over it and nothing is lost',
  async ([, umount], context) => {
    requireRoot(context, 'mount what cannot be unmounted');
    await using scratch = await openScratch();
    const programs = scratch.join('programs');
    const parent = scratch.join('parent');
    for (const path of [programs, parent]) mkdirSync(path);
    const all: Readonly<Record<string, string>> = {
      mount: HALF_A_MOUNT,
      umount,
      'fuse-overlayfs': WHOLE_MOUNT,
    };
    for (const [name, script] of Object.entries(all))
      writeFileSync(`${programs}/${name}`, script, { mode: 0o755 });
    const program = fileURLToPath(new URL('half-mount.ts', import.meta.url));
    const { exitCode, stdout, stderr } = await runProgram(
      '/usr/bin/unshare',
      ['--mount', '--propagation', 'private', '--', process.execPath, program],
      { cwd: '/', env: {}, input: JSON.stringify({ parent, programs }) },
    );
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({
      told: 'EMOUNTED',
      mounts: 1,
      cleared: 'EMOUNTED',
      swept: 1,
      left: { mounts: 1, owned: true, shown: ['kept'], base: ['a', 'b', 'c'] },
      end: { again: [], mounts: 0, names: [] },
    });
  },
);
