import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { runCliForReport } from '../doubles/run-cli.ts';
import { openRepository, type Repository } from '../doubles/repository.ts';

const run = promisify(execFile);

/** A repository whose git is told to sign with a new SSH key, and knows it as its owner's. */
async function openSigningRepository(
  format: 'sha1' | 'sha256' = 'sha1',
): Promise<{ repository: Repository; key: string }> {
  const repository = await openRepository({ files: { 'a.txt': 'a\n' }, format });
  const key = repository.scratch.join('key');
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'owner@localhost', '-f', key]);
  const signers = repository.scratch.join('signers');
  await writeFile(signers, `owner@localhost ${await readFile(`${key}.pub`, 'utf8')}`);
  await repository.git('config', 'user.name', 'Owner');
  await repository.git('config', 'user.email', 'owner@localhost');
  await repository.git('config', 'gpg.format', 'ssh');
  await repository.git('config', 'user.signingKey', key);
  await repository.git('config', 'gpg.ssh.allowedSignersFile', signers);
  return { repository, key };
}

async function runIn(
  { directory, scratch }: Repository,
  ...args: string[]
): ReturnType<typeof runCliForReport> {
  return await runCliForReport('run', [...args, '--sandbox', 'none', '--', 'sh', '-c', 'echo b > b.txt'], {
    cwd: directory,
    state: scratch.join('state'),
  });
}

test.for(['sha1', 'sha256'] as const)(
  'a commit in a %s repository is signed with the SSH key that git is told of, and git agrees',
  async (format) => {
    const { repository } = await openSigningRepository(format);
    await using _cleanUp = repository;
    const { exitCode, report } = await runIn(repository);
    expect(exitCode).toBe(0);
    expect(await repository.git('verify-commit', '--raw', report.commit ?? '').then(() => 'good')).toBe(
      'good',
    );
    expect(await repository.git('cat-file', 'commit', report.commit ?? '')).toContain(
      '-----BEGIN SSH SIGNATURE-----',
    );
    const verified = await runCliForReport('verify', [report.commit ?? ''], {
      cwd: repository.directory,
      state: repository.scratch.join('state'),
    });
    expect(verified.exitCode).toBe(0);
  },
);

test('where a signature is required and no key is there, nothing lands', async () => {
  await using repository = await openRepository({ files: { '.github/bot.yml': 'signing: require\n' } });
  const before = await repository.git('for-each-ref');
  const { exitCode, report } = await runIn(repository);
  expect([exitCode, report.code]).toEqual([3, 'ESIGNING']);
  expect(await repository.git('for-each-ref')).toBe(before);
  expect(report.preserved?.digest).toBe(report.changeSet?.digest);
});

test('where a signature is only preferred, a key that cannot sign is a warning', async () => {
  const { repository, key } = await openSigningRepository();
  await using _cleanUp = repository;
  await writeFile(key, 'no key\n');
  await writeFile(`${key}.pub`, 'no key\n');
  const { exitCode, report } = await runIn(repository);
  expect(exitCode).toBe(0);
  expect(report.warnings).toHaveLength(1);
  expect(await repository.git('cat-file', 'commit', report.commit ?? '')).not.toContain('SIGNATURE');
});

test('a required signature with a key that cannot sign never falls back', async () => {
  const { repository, key } = await openSigningRepository();
  await using _cleanUp = repository;
  await repository.commit({ '.github/bot.yml': 'signing: require\n' });
  await writeFile(key, 'no key\n');
  const before = await repository.git('for-each-ref');
  const { exitCode, report } = await runIn(repository);
  expect([exitCode, report.code]).toEqual([3, 'ESIGNING']);
  expect(await repository.git('for-each-ref')).toBe(before);
});
