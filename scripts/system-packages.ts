import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** A program of the operating system that something here needs, and what has to go without it. */
interface Need {
  readonly program: string;
  readonly apt: string;
  readonly without: string;
}

const NEEDS: readonly Need[] = [
  {
    program: 'bwrap',
    apt: 'bubblewrap',
    without:
      'agents and checks run in podman or docker, or with --sandbox none, and the tests of the sandbox are skipped',
  },
  {
    program: 'sudo',
    apt: 'sudo',
    without:
      'whoever is not root has no sandbox where user namespaces are closed, and the tests of that rung are skipped',
  },
];

/** Installs what is missing where root and apt allow it; else says in one line what is skipped for it. */
export function installSystemPackages(): void {
  for (const need of NEEDS) {
    if (hasProgram(need.program)) continue;
    if (canInstall()) {
      console.error(`Installing ${need.apt} ...`);
      apt('update', '-qq');
      apt('install', '-y', '-qq', '--no-install-recommends', need.apt);
    }
    if (!hasProgram(need.program))
      console.error(`Missing: ${need.program} (package ${need.apt}); without it ${need.without}.`);
  }
}

export function hasProgram(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

function canInstall(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID(?:_LIKE)?=.*\b(?:debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function apt(...args: string[]): void {
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
