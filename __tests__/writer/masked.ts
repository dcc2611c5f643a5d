import { apply, changesBetween } from './sandbox.ts';

/** A process with a umask of its own, which only a main thread can have. */
const [, , root = '', mask = ''] = process.argv;
process.umask(Number.parseInt(mask, 8));
const run = { content: 'run', mode: '100755' } as const;
await apply(root, changesBetween({ a: 'old' }, { a: 'new', b: 'new', run }));
