import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readMountsAt } from '../../src/checkout/mounts.ts';
import { findOverlayWay, mountOverlay } from '../../src/checkout/overlay.ts';
import { layTrial, withstandsTrial } from '../../src/checkout/trial.ts';
import { runProgram } from '../doubles/programs.ts';
import { skipBecause } from '../doubles/root.ts';
import { openScratch } from '../doubles/scratch.ts';

test('a plain directory withstands the trial of overlays, one in which something is in the way does not', async () => {
  await using scratch = await openScratch();
  for (const name of ['plain', 'odd']) {
    mkdirSync(scratch.join(name));
    layTrial(scratch.join(name));
  }
  mkdirSync(scratch.join('odd/a/below/further'));
  writeFileSync(scratch.join('odd/b/further'), '');
  expect(await withstandsTrial(scratch.join('plain'))).toBe(true);
  expect(await withstandsTrial(scratch.join('odd'))).toBe(false);
});

test('a version of fuse-overlayfs with the faults that are known of it is passed over', async (context) => {
  const env = { PATH: process.env['PATH'] ?? '' };
  const { stdout } = await runProgram('sh', ['-c', 'fuse-overlayfs --version'], { cwd: '/', env });
  if (!stdout.includes('fuse-overlayfs: version 1.10'))
    skipBecause(context, 'there is no fuse-overlayfs 1.10');
  await using scratch = await openScratch();
  mkdirSync(scratch.join('base'));
  const layers = { root: scratch.path, directory: scratch.join('files'), lower: scratch.join('base') };
  {
    await using overlay = await mountOverlay('fuse', layers);
    if (overlay === null) skipBecause(context, 'fuse-overlayfs mounts nothing here');
    expect(await readMountsAt(scratch.path)).toHaveLength(1);
  }
  mkdirSync(scratch.join('other'));
  expect(await findOverlayWay(scratch.join('other'), ['fuse'])).toBe(null);
  expect(await readMountsAt(scratch.path)).toEqual([]);
  expect(readdirSync(scratch.join('other'))).toEqual([]);
});
