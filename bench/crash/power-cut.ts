import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { recoverDirectory } from '../../src/writer/recover.ts';
import { judgeTree, leftoversIn, makeScenario, writeTree } from './scenario.ts';

/**
 * Cuts the power of a file system under a writer, on a loop-mounted ext4 by its shutdown ioctl without a flush of the journal,
 * mounts it again and recovers: `node bench/crash/power-cut.ts --trials 40`. Needs root, loop devices, mkfs.ext4 and python3.
 */
const { values } = parseArgs({ options: { trials: { type: 'string', default: '40' } } });

/** Waits for a line, then EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH (linux/ext4.h). */
const cutter = `
import fcntl, os, struct, sys
fd = os.open(sys.argv[1], os.O_RDONLY)
print("ready", flush=True)
sys.stdin.readline()
fcntl.ioctl(fd, 0x8004587D, struct.pack("I", 2))
print("cut", flush=True)
`;

const place = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'wholly-test-')));
const mountPoint = join(place, 'mount');
const image = join(place, 'image');
try {
  const hindrance = prepare();
  if (hindrance === undefined) await measure(Number(values.trials));
  else console.error(`SKIPPED, nothing was measured: ${hindrance}`);
} finally {
  spawnSync('umount', [mountPoint], { stdio: 'ignore' });
  fs.rmSync(place, { recursive: true });
}

/** What is missing here; `undefined` once the file system is mounted. */
function prepare(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root may mount';
  for (const program of ['mkfs.ext4', 'mount', 'python3']) {
    if (spawnSync('sh', ['-c', 'command -v "$0"', program]).status !== 0) return `${program} is missing`;
  }
  fs.mkdirSync(mountPoint);
  fs.writeFileSync(image, '');
  fs.truncateSync(image, 256 * 1024 * 1024);
  if (spawnSync('mkfs.ext4', ['-q', '-F', image]).status !== 0) return 'mkfs.ext4 failed';
  return mount() ? undefined : 'a loop device cannot be mounted here';
}

function mount(): boolean {
  return spawnSync('mount', ['-o', 'loop', image, mountPoint], { stdio: 'ignore' }).status === 0;
}

async function measure(trials: number): Promise<void> {
  const total = {
    trials: 0,
    'cut midway': 0,
    reported: 0,
    'mixed after recovery': 0,
    'reported, then lost': 0,
    leftovers: 0,
  };
  const { calls, ms } = await cut({});
  for (let trial = 0; trial < trials; trial += 1) {
    // At a step: the writer dies there, and the power goes before anything more is written back by itself.
    const atStep = { step: Math.floor(Math.random() * calls) };
    const result = await cut(trial % 2 === 0 ? atStep : { after: Math.random() * ms * 1.3 });
    total.trials += 1;
    total['cut midway'] += Number(result.left === 'mixed');
    total.reported += Number(result.reported);
    total['mixed after recovery'] += Number(result.end === 'mixed');
    total['reported, then lost'] += Number(result.reported && result.end !== 'new');
    total.leftovers += Number(result.leftovers);
  }
  console.table([total]);
  if (total['mixed after recovery'] + total['reported, then lost'] + total.leftovers > 0)
    process.exitCode = 1;
}

interface Cut {
  readonly reported: boolean;
  readonly left: 'old' | 'new' | 'mixed';
  readonly end: 'old' | 'new' | 'mixed';
  readonly leftovers: boolean;
  readonly ms: number;
  readonly calls: number;
}

/** One writer, cut after so many milliseconds or at a call of the file system; at its end, where neither is said. */
async function cut({ after, step = -1 }: { after?: number; step?: number }): Promise<Cut> {
  const size = 40;
  const root = join(mountPoint, 'root');
  const scenario = makeScenario(size);
  fs.rmSync(root, { recursive: true, force: true });
  writeTree(root, scenario.before);
  execFileSync('sync', ['-f', mountPoint]);
  const power = spawn('python3', ['-c', cutter, mountPoint], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(power.stdout, 'data');
  const worker = spawn(
    process.execPath,
    [join(import.meta.dirname, 'worker.ts'), 'apply', root, String(size), 'power', String(step)],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const exited = once(worker, 'exit');
  let told = '';
  worker.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  await once(worker.stdout, 'data');
  const start = performance.now();
  await (after === undefined ? exited : Promise.race([wait(after), exited]));
  const ms = performance.now() - start;
  // What it says up to here it has said with the power on.
  const reported = told.includes('reported');
  await cutPower(power);
  worker.kill('SIGKILL');
  await exited;
  execFileSync('umount', [mountPoint]);
  if (!mount()) throw new Error('the file system cannot be mounted again');
  const left = judgeTree(root, scenario);
  await recoverDirectory({ root });
  const again = await recoverDirectory({ root });
  const end = judgeTree(root, scenario);
  return {
    reported,
    left,
    end,
    leftovers: leftoversIn(root).length > 0 || again.kind !== 'none',
    ms,
    calls: Number(/calls (\d+)/.exec(told)?.[1] ?? 0),
  };
}

async function cutPower(power: ChildProcess): Promise<void> {
  const exited = once(power, 'exit');
  power.stdin?.end('\n');
  await exited;
}
