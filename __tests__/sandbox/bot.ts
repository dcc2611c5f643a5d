/**
 * A bot that may be killed: runs one command in the sandbox it is told and prints its exit as JSON.
 * Arguments: the rung (or `auto`, or `only-bwrap` for the choice of that name), the directory, the command.
 */
import { openSandbox, type SandboxChoice } from '../../src/sandbox/open.ts';
import { candidates, command } from './rungs.ts';

const [name = '', cwd = '', program = '', ...args] = process.argv.slice(2);
const choices: Readonly<Record<string, SandboxChoice>> = { auto: 'auto', 'only-bwrap': 'bwrap' };
const choice = choices[name];
const sandbox = choice ? await openSandbox(choice) : candidates.find((rung) => rung.name === name);
if (!sandbox) throw new Error(`${name} does not work here`);
const exit = await sandbox.run(
  command([program, ...args], cwd, { onOutput: (_stream, bytes) => void process.stderr.write(bytes) }),
);
console.log(JSON.stringify({ sandbox: sandbox.name, exit }));
