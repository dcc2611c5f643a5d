import { runProgram, type Ended } from './programs.ts';

/** Plain git as on a machine where nobody ever configured it. */
export const plainEnvironment: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Zoë',
  GIT_AUTHOR_EMAIL: 'zoe@example.org',
  GIT_COMMITTER_NAME: 'Zoë',
  GIT_COMMITTER_EMAIL: 'zoe@example.org',
};

export interface PlainCall {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

export async function attemptGit(
  cwd: string,
  args: readonly string[],
  { input, env }: PlainCall = {},
): Promise<Ended> {
  return await runProgram('git', args, {
    cwd,
    env: { ...plainEnvironment, ...env },
    ...(input !== undefined && { input }),
  });
}

/** Standard output without the last line end; a failure of git is a failure of the test. */
export async function git(cwd: string, args: readonly string[], call: PlainCall = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await attemptGit(cwd, args, call);
  if (exitCode !== 0) throw new Error(`git ${args.join(' ')} ended with ${exitCode}: ${stderr}`);
  return stdout.replace(/\n$/, '');
}

/** The credential by environment, as an honest user would hand it over. */
export function credential(token: string): Record<string, string> {
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
  };
}
