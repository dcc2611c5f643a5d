import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** git as on a machine where nobody ever configured it, in a directory of its own. */
export interface Desk extends AsyncDisposable {
  readonly home: string;
  git(cwd: string, ...args: string[]): Promise<string>;
  attempt(cwd: string, ...args: string[]): Promise<Ended>;
  /** The same with a token, handed over by environment. */
  as(token: string): Pick<Desk, 'git' | 'attempt'>;
  clone(url: string, name: string, token?: string): Promise<string>;
}

export async function openDesk(): Promise<Desk> {
  const home = await mkdtemp(join(tmpdir(), 'wholly-test-'));
  const base: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Zoë',
    GIT_AUTHOR_EMAIL: 'zoe@example.org',
    GIT_COMMITTER_NAME: 'Zoë',
    GIT_COMMITTER_EMAIL: 'zoe@example.org',
  };

  function bind(env: Record<string, string>): Pick<Desk, 'git' | 'attempt'> {
    const attempt = async (cwd: string, ...args: string[]): Promise<Ended> => {
      try {
        const { stdout, stderr } = await run('git', args, { cwd, env, maxBuffer: 64 * 1024 * 1024 });
        return { code: 0, stdout, stderr };
      } catch (error) {
        if (!(error instanceof Error) || !('stdout' in error) || !('stderr' in error) || !('code' in error))
          throw error;
        return { code: Number(error.code), stdout: String(error.stdout), stderr: String(error.stderr) };
      }
    };
    const git = async (cwd: string, ...args: string[]): Promise<string> => {
      const ended = await attempt(cwd, ...args);
      if (ended.code !== 0) throw new Error(`git ${args.join(' ')}: ${ended.stderr}`);
      return ended.stdout.trim();
    };
    return { git, attempt };
  }

  const as = (token: string) =>
    bind({
      ...base,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.extraHeader',
      GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
    });
  const plain = bind(base);
  return {
    home,
    ...plain,
    as,
    async clone(url, name, token) {
      await (token === undefined ? plain : as(token)).git(home, 'clone', '--quiet', url, name);
      return join(home, name);
    },
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}
