import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository, type Repository } from '../doubles/repository.ts';

export interface HostileRepository extends Repository {
  /** Which of the traps went off since the last look. */
  sprung(): string[];
}

const HOOKS = [
  'reference-transaction',
  'post-checkout',
  'post-index-change',
  'pre-push',
  'pre-auto-gc',
  'post-rewrite',
];

/** A repository whose own configuration, hooks and attributes start programs wherever git lets them. */
export async function openHostileRepository(): Promise<HostileRepository> {
  const repository = await openRepository({
    files: {
      '.gitattributes': '*.evil filter=evil diff=evil merge=evil\n',
      'a.evil': 'stored\n',
      'b.txt': 'plain\n',
    },
  });
  const { directory, scratch } = repository;
  const record = scratch.join('sprung');
  const trap = (name: string, copies = ''): string => {
    const file = scratch.join(`trap-${name}`);
    writeFileSync(file, `#!/bin/sh\necho ${name} >> '${record}'\n${copies}\n`);
    chmodSync(file, 0o755);
    return file;
  };
  const configuration: Record<string, string> = {
    'core.fsmonitor': trap('fsmonitor'),
    'core.sshCommand': trap('ssh'),
    'core.gitProxy': trap('proxy'),
    'core.pager': trap('pager'),
    'core.editor': trap('editor'),
    'core.askPass': trap('askpass'),
    'core.alternateRefsCommand': trap('alternate-refs'),
    'credential.helper': `!${trap('credential')}`,
    'gpg.program': trap('gpg'),
    'commit.gpgSign': 'true',
    'diff.external': trap('external-diff'),
    'filter.evil.clean': trap('clean', 'cat'),
    'filter.evil.smudge': trap('smudge', 'cat'),
    'filter.evil.required': 'true',
    'diff.evil.textconv': trap('textconv', 'cat "$1"'),
    'merge.evil.driver': trap('merge'),
    'alias.cat-file': `!${trap('alias')}`,
    'remote.origin.url': `ext::${trap('ext')}`,
    'protocol.ext.allow': 'always',
    'protocol.allow': 'always',
  };
  mkdirSync(join(directory, '.git', 'hooks'), { recursive: true });
  for (const hook of HOOKS) {
    const file = join(directory, '.git', 'hooks', hook);
    writeFileSync(file, readFileSync(trap(hook)));
    chmodSync(file, 0o755);
  }
  for (const [key, value] of Object.entries(configuration)) await repository.git('config', key, value);
  const sprung = (): string[] => {
    if (!existsSync(record)) return [];
    const names = readFileSync(record, 'utf8').trim().split('\n');
    rmSync(record);
    return [...new Set(names)].sort();
  };
  sprung();
  return { ...repository, sprung };
}
