import { runForge } from './run-forge.ts';

// Door.
process.exitCode = await runForge(process.argv.slice(2), process.env['PATH'] ?? '/usr/bin:/bin');
