import { spawnSync } from 'node:child_process';

/** Formats everything in place. */
process.exitCode = spawnSync('oxfmt', { stdio: 'inherit' }).status ?? 1;
