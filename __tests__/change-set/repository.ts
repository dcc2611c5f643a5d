import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ObjectFormat } from '../../src/change-set/blob.ts';

/** A real repository in a temporary directory, untouched by the configuration of whoever runs the tests. */
export interface Repository extends AsyncDisposable {
  readonly directory: string;
  git(args: readonly string[], input?: string | Uint8Array): Promise<Buffer>;
  /** Exit code, standard output and standard error, where a failure is an answer. */
  tryGit(args: readonly string[], input?: string | Uint8Array): Promise<GitAnswer>;
}

interface GitAnswer {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export async function openRepository(format: ObjectFormat = 'sha1'): Promise<Repository> {
  const directory = await mkdtemp(join(tmpdir(), 'wholly-test-repository-'));
  const tryGit: Repository['tryGit'] = (args, input) => runGit(directory, args, input);
  const git: Repository['git'] = async (args, input) => {
    const { code, stdout, stderr } = await tryGit(args, input);
    if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout;
  };
  await git(['init', '--quiet', `--object-format=${format}`, '--initial-branch=main']);
  return {
    directory,
    git,
    tryGit,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true }),
  };
}

const environment = {
  PATH: process.env['PATH'],
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'C',
  GIT_COMMITTER_EMAIL: 'c@example.org',
};

function runGit(cwd: string, args: readonly string[], input?: string | Uint8Array): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: environment, encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 } as const;
    const child = execFile('git', args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, stdout, stderr: stderr.toString() });
      else reject(error ?? new Error('git ended without an exit code'));
    });
    // Git may end before it has read everything; its exit code tells that.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}
