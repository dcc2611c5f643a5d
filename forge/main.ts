import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Door. More than half of the start is compiling the same files again; kept among the installed packages, it is done once.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/forge', import.meta.url)));
const { runForge } = await import('./run-forge.ts');
process.exitCode = await runForge(process.argv.slice(2), process.env['PATH'] ?? '/usr/bin:/bin');
