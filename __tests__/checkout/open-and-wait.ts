import { text } from 'node:stream/consumers';
import { setInterval } from 'node:timers';
import { openCheckout } from '../../src/checkout/checkout.ts';
import { openGit } from '../../src/git/git.ts';

/** Opens the checkout that standard input tells of, says where it is, and lives until it is killed. */
const { source, parent, means } = JSON.parse(await text(process.stdin));
const checkout = await openCheckout(openGit({ PATH: process.env['PATH'] ?? '' }), source, parent, means);
process.stdout.write(`${JSON.stringify({ directory: checkout.directory, strategy: checkout.strategy })}\n`);
setInterval(() => {}, 60_000);
