import { constants } from 'node:os';
import type { Exit } from './sandbox.ts';

/** A shell, and a launcher that does as shells do, tells of a signal as 128 and its number. */
export function asKilled(exit: Extract<Exit, { kind: 'exited' }>): Exit {
  const signal = Object.entries(constants.signals).find(([, number]) => number === exit.exitCode - 128)?.[0];
  // A program may well end with such a number itself: only those that end a process count.
  if (signal === undefined || ['SIGCHLD', 'SIGCONT', 'SIGURG', 'SIGWINCH', 'SIGTSTP'].includes(signal))
    return exit;
  const { exitCode: _code, kind: _kind, ...output } = exit;
  return { kind: 'killed', signal, ...output };
}
