import type { Command } from '../trigger/command.ts';
import { apply } from './apply.ts';
import type { Answered, Asked } from './answer.ts';
import { discard } from './discard.ts';
import { explain } from './explain.ts';
import { help } from './help.ts';
import { implement } from './implement.ts';
import { retry } from './retry.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';
import { undo } from './undo.ts';

/** Every command of a comment and what answers it. */
export const COMMANDS: Readonly<Record<Command['kind'], (asked: Asked) => Promise<Answered>>> = {
  implement,
  revise: implement,
  explain,
  retry,
  apply,
  discard,
  undo,
  stop,
  status,
  help,
};
