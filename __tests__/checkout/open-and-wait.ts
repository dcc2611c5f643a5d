import { renameSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setInterval } from 'node:timers';
import { openCheckout } from '../../src/checkout/checkout.ts';
import { openGit } from '../../src/git/git.ts';

/** Opens the checkout that standard input tells of, writes its places down, and lives until it is killed. */
const { source, parent, means, told } = JSON.parse(await text(process.stdin));
const checkout = await openCheckout(openGit({ PATH: process.env['PATH'] ?? '' }), source, parent, means);
const { directory, inside } = checkout;
writeFileSync(`${told}.new`, JSON.stringify({ directory, inside }));
renameSync(`${told}.new`, told);
setInterval(() => {}, 60_000);
