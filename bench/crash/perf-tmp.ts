import * as fs from 'node:fs';
import { spawnSync } from 'node:child_process';
import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { systemFiles } from '../../src/writer/files.ts';
import { blobId } from '../../src/change-set/blob.ts';
import { seal } from '../../src/change-set/seal.ts';
import type { Change } from '../../src/change-set/change.ts';
const N = Number(process.argv[2]);
const root = fs.mkdtempSync('/tmp/wholly-test-');
for (let i = 0; i < 100; i++) fs.mkdirSync(`${root}/d${i}`);
const changes: Change[] = [];
for (let i = 0; i < N; i++) {
  const o = Buffer.alloc(2048, `o${i}`);
  const n = Buffer.alloc(2048, `n${i}`);
  const path = `d${i % 100}/f${i}`;
  fs.writeFileSync(`${root}/${path}`, o);
  changes.push({
    path,
    change: 'modify',
    mode: '100644',
    beforeMode: '100644',
    before: blobId(o, 'sha1'),
    after: blobId(n, 'sha1'),
    content: n,
  });
}
const set = seal(null, changes);
spawnSync('sync');
const base = process.memoryUsage().rss / 1e6;
let first = 0,
  last = 0;
const per: Record<string, number> = {};
const files = {
  ...systemFiles,
  rename(a: string, b: string) {
    if (first === 0 && /\/n\d+$/.test(a)) first = performance.now();
    systemFiles.rename(a, b);
    if (/\/n\d+$/.test(a)) last = performance.now();
  },
};
const t = await openDirectoryTarget({ root, changeSet: set, durability: process.argv[3] as 'power', files });
const a = performance.now();
await t.prepare();
const b = performance.now();
await t.commit();
const c = performance.now();
await t[Symbol.asyncDispose]();
const d = performance.now();
console.log(
  process.argv[3],
  N,
  'prepare',
  (b - a).toFixed(0),
  'commit',
  (c - b).toFixed(0),
  'window',
  (last - first).toFixed(1),
  'dispose',
  (d - c).toFixed(0),
  'base rss',
  base.toFixed(0),
  'peak',
  (process.resourceUsage().maxRSS / 1000).toFixed(0),
);
fs.rmSync(root, { recursive: true });
