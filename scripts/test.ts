import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installSystemPackages } from './system-packages.ts';

/** The one check of the project: every gate and every test, and one last line that counts them. */
const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'wholly-check-'));
const results = join(scratch, 'tests.json');

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
try {
  installSystemPackages();
  gate('formatting', 'oxfmt', '--check');
  gate('lint', 'oxlint', '--type-aware');
  gate('types', 'tsc', '-p', '.');
  gate('unused code', 'knip');
  gate('dist is built', process.execPath, 'scripts/build.ts');
  gate('dist is in step', process.execPath, 'scripts/dist-in-step.ts');
  const ran = run('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`);
  count(ran);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = counts.failed === 0 ? 0 : 1;
const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`;
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);

function gate(name: string, program: string, ...args: string[]): void {
  const startedAt = performance.now();
  const holds = run(program, ...args);
  counts[holds ? 'passed' : 'failed'] += 1;
  console.log(`${holds ? '✔' : '✖'} ${name} (${Math.round(performance.now() - startedAt)} ms)`);
}

function run(program: string, ...args: string[]): boolean {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  if (error) console.error(error.message);
  return status === 0;
}

/** A run that failed before or after its tests counts as one failure too. */
function count(ranWell: boolean): void {
  let read: unknown = null;
  try {
    read = JSON.parse(readFileSync(results, 'utf8'));
  } catch {
    console.error('the tests left no result');
  }
  const told = read as { numPassedTests?: number; numFailedTests?: number; numPendingTests?: number } | null;
  const failed = told?.numFailedTests ?? 0;
  counts.passed += told?.numPassedTests ?? 0;
  counts.failed += ranWell ? failed : Math.max(failed, 1);
  counts.skipped += told?.numPendingTests ?? 0;
}
