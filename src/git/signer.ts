import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Signs commits with an SSH key, as git does with `gpg.format=ssh` (PROTOCOL.sshsig of OpenSSH, namespace `git`). */
export interface Signer {
  /** The armoured signature of these bytes. */
  sign(payload: Uint8Array): Promise<string>;
  /** True where the signature is one of these bytes, whoever's. */
  holds(payload: Uint8Array, signature: string): Promise<boolean>;
}

/** The key cannot sign: it is missing, has a pass phrase, or there is no ssh-keygen. */
export class SigningFailure extends Error {
  override readonly name = 'SigningFailure';
  readonly code = 'ESIGNING';
}

export interface SigningKey {
  /** A private key, or a public one whose private half an agent holds. Absolute. */
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  /** An existing directory for a signature on its way to be checked. */
  readonly scratch: string;
}

const PASSED_ON = ['PATH', 'SSH_AUTH_SOCK'];

export function openSigner({ file, environment, scratch }: SigningKey): Signer {
  const env: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = environment[name];
    if (value !== undefined) env[name] = value;
  }

  async function sshKeygen(
    args: readonly string[],
    input: Uint8Array,
  ): Promise<{ status: number | null; stdout: string; stderr: string }> {
    const child = spawn('ssh-keygen', [...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        said[stream] += text;
      });
    }
    // It may end before it has read; its status tells the rest.
    child.stdin.on('error', () => child.stdin.destroy());
    child.stdin.end(input);
    try {
      await once(child, 'close');
    } catch (cause) {
      throw new SigningFailure('there is no ssh-keygen to sign with', { cause });
    }
    return { status: child.exitCode, ...said };
  }

  return {
    async sign(payload) {
      const { status, stdout, stderr } = await sshKeygen(['-Y', 'sign', '-n', 'git', '-f', file], payload);
      if (status !== 0)
        throw new SigningFailure(`the key cannot sign: ${stderr.trim().split('\n').at(-1) ?? ''}`);
      return stdout;
    },
    async holds(payload, signature) {
      const signatureFile = join(scratch, `signature-${randomBytes(8).toString('hex')}`);
      await writeFile(signatureFile, signature, { mode: 0o600, flag: 'wx' });
      try {
        const { status } = await sshKeygen(
          ['-Y', 'check-novalidate', '-n', 'git', '-s', signatureFile],
          payload,
        );
        return status === 0;
      } finally {
        await rm(signatureFile, { force: true });
      }
    },
  };
}
