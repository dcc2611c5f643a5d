import { none } from '../sandbox/none.ts';
import type { Exit, Inside } from '../sandbox/sandbox.ts';

/**
 * Git as a plain patch program: no repository is looked for, no configuration, attribute file of the machine, helper or
 * network is at hand. In the work directory lies what anybody may have written, and nothing there is a repository.
 */
const env = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LC_ALL: 'C',
  GIT_DIR: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '/bin/false',
  GIT_ALLOW_PROTOCOL: '',
  GIT_EDITOR: 'true',
  GIT_PAGER: 'cat',
};

export interface Application {
  readonly directory: string;
  /** Where git finds it, if not there. */
  readonly inside?: Inside;
  readonly patch: Uint8Array;
  readonly flags: readonly string[];
  readonly wallMs: number;
  readonly signal?: AbortSignal;
}

/** All of the patch or nothing of it: git checks every hunk before it writes the first file. */
export async function gitApply(application: Application): Promise<Exit> {
  const { directory, inside, patch, flags, wallMs, signal } = application;
  return await none.run({
    argv: ['git', 'apply', '--whitespace=nowarn', ...flags, '-'],
    cwd: directory,
    ...(inside && { inside }),
    env,
    input: patch,
    hosts: [],
    limits: { wallMs, outputBytes: 1024 * 1024 },
    ...(signal && { signal }),
  });
}
