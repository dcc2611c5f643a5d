import type { Complaint, SpecialFile, View } from './guard.ts';

/** What the checkout held and no set can carry: leaving it out in silence would land part of what was made. */
export function* inspectSpecialFiles({ special }: View): Generator<Complaint> {
  for (const { path, kind } of special) yield { verdict: 'refuse', path, message: messages[kind] };
}

const messages: Readonly<Record<SpecialFile['kind'], string>> = {
  'nested-repository': 'A git repository of its own lies there.',
  fifo: 'It is a named pipe.',
  socket: 'It is a socket.',
  device: 'It is a device.',
  'not-utf8': 'Its name is not UTF-8.',
  'hard-link': 'It is a hard link to a file outside of the checkout.',
  unreadable: 'It cannot be read.',
  'too-large': 'It is too large to be carried.',
  'changed-while-read': 'It changed while it was read.',
};
