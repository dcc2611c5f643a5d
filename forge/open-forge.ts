import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Control } from './control/control.ts';
import type { ForgeFacts, ForgeOptions } from './open-server.ts';

/** A running forge, seen from the process that started it. */
export interface OpenForge extends ForgeFacts, AsyncDisposable {
  readonly control: Control;
  readonly pid: number;
}

/** The forge did not come up, or a control call failed. */
export class ForgeFault extends Error {
  override readonly name = 'ForgeFault';
  readonly code = 'EFORGE';
}

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** More than half of the start is compiling the same files again; kept among the installed packages, it is done once. */
const COMPILED = fileURLToPath(new URL('../node_modules/.cache/forge', import.meta.url));

/**
 * Starts `forge/main.ts` as a process of its own and waits until it is ready. git may then be run synchronously here
 * without starving the server. `path` is where the child finds git; nothing else of the environment goes along.
 */
export async function openForge(
  options: ForgeOptions = {},
  path = '/usr/local/bin:/usr/bin:/bin',
): Promise<OpenForge> {
  const child = spawn(process.execPath, [MAIN, '--json', '--leash'], {
    env: { PATH: path, NODE_COMPILE_CACHE: COMPILED },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  child.stdin.on('error', () => child.stdin.destroy());
  child.stdin.write(`${JSON.stringify(options)}\n`);
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(() => {
      throw new ForgeFault('The forge ended before it was ready');
    }),
  ]);
  const facts: ForgeFacts = JSON.parse(String(line));
  return {
    ...facts,
    pid: child.pid ?? 0,
    control: connectControl(facts),
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await ended;
    },
  };
}

/** The control of a forge somebody else started (`npm run forge -- --json` prints the facts). */
export function connectControl({ url, controlSecret }: Pick<ForgeFacts, 'url' | 'controlSecret'>): Control {
  async function call<Name extends keyof Control>(
    name: Name,
    ...args: Parameters<Control[Name]>
  ): Promise<Awaited<ReturnType<Control[Name]>>> {
    const response = await fetch(`${url}/_forge/control/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${controlSecret}` },
      body: JSON.stringify(args),
    });
    const text = await response.text();
    if (!response.ok) throw new ForgeFault(`${name}: ${text}`);
    const answer: { result: Awaited<ReturnType<Control[Name]>> } = JSON.parse(text);
    return answer.result;
  }
  return {
    createRepository: (spec) => call('createRepository', spec),
    deleteRepository: (name) => call('deleteRepository', name),
    setPrivate: (name, isPrivate) => call('setPrivate', name, isPrivate),
    setRole: (name, login, role) => call('setRole', name, login, role),
    protectBranch: (name, branch, rules) => call('protectBranch', name, branch, rules),
    setRulesets: (name, rulesets) => call('setRulesets', name, rulesets),
    allowActionsPulls: (name, isAllowed) => call('allowActionsPulls', name, isAllowed),
    limitFiles: (name, bytes) => call('limitFiles', name, bytes),
    protectSecrets: (name, pattern) => call('protectSecrets', name, pattern),
    setWorkflowPermissions: (permissions) => call('setWorkflowPermissions', permissions),
    startRun: (name, spec, from) => call('startRun', name, spec, from),
    expireArtifacts: (name) => call('expireArtifacts', name),
    createToken: (spec) => call('createToken', spec),
    revokeToken: (token) => call('revokeToken', token),
    setWebhookUrl: (url) => call('setWebhookUrl', url),
    listDeliveries: (...name) => call('listDeliveries', ...name),
    redeliver: (id) => call('redeliver', id),
    holdDeliveries: () => call('holdDeliveries'),
    releaseDeliveries: (ids) => call('releaseDeliveries', ids),
    dropDeliveries: (rule) => call('dropDeliveries', rule),
    settleDeliveries: () => call('settleDeliveries'),
    addFault: (rule) => call('addFault', rule),
    clearFaults: () => call('clearFaults'),
    listRequests: (...part) => call('listRequests', ...part),
    clearRequests: () => call('clearRequests'),
  };
}
