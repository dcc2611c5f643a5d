import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { runCommand } from './doubles/run-command.ts';

const packageShape = z.object({
  name: z.string(),
  version: z.string(),
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});

function read(path: string): unknown {
  return JSON.parse(readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8'));
}

test('B10 the lock file is the one of package.json, so that `npm ci` installs it', () => {
  const lock = z
    .object({
      version: z.string(),
      packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })),
    })
    .parse(read('package-lock.json'));
  const asked = packageShape.parse(read('package.json'));
  expect(packageShape.parse(lock.packages[''])).toEqual(asked);
  expect(lock.version).toBe(asked.version);
  for (const [name, version] of Object.entries({ ...asked.dependencies, ...asked.devDependencies })) {
    expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
  }
});

test('the command tells the version of the package', async () => {
  const { stdout, exitCode } = await runCommand(['--version'], { cwd: '/', state: '/nowhere' });
  expect([exitCode, stdout]).toEqual([0, `wholly ${packageShape.parse(read('package.json')).version}\n`]);
});
