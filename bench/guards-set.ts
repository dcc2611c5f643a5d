import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blobId } from '../src/change-set/blob.ts';
import type { ChangeSet } from '../src/change-set/change.ts';
import { seal } from '../src/change-set/seal.ts';
import { judge } from '../src/guard/judge.ts';
import { findSecrets } from '../src/guard/secret-patterns.ts';

/** Of every set together. */
export const BYTES = 20_000_000;

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** So many new files, with text as people write it. */
export function makeSet(count: number): ChangeSet {
  const text = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    // That room has the signs of every kind of key in it, which no other text has.
    .filter((name) => name.endsWith('.ts') && !name.startsWith('secrets'))
    .map((name) => readFileSync(join(SRC, name), 'utf8'))
    .join('');
  const size = BYTES / count;
  const whole = Buffer.from(text.repeat(Math.ceil((BYTES + size) / text.length)));
  const changes = Array.from({ length: count }, (_, index) => {
    const content = Buffer.concat([
      Buffer.from(`${index}\n`),
      whole.subarray(index * size, (index + 1) * size),
    ]);
    const path = `packages/p${index % 100}/src/file-${index}.ts`;
    return { path, change: 'add', mode: '100644', after: blobId(content, 'sha1'), content } as const;
  });
  return seal('0'.repeat(40), changes);
}

/** As a run does: secrets are searched for first, then every guard has its say. */
export async function judgeSet(changeSet: ChangeSet): Promise<void> {
  const secretFindings = await findSecrets(changeSet, async () => null);
  const { rows } = judge(
    { changeSet, base: { entries: () => new Map() }, attributes: () => ({}), secretFindings },
    {
      maker: 'agent',
      limits: { files: 10_000, bytes: 2 * BYTES },
      protected: [{ paths: ['.github/**', 'CODEOWNERS', '**/*.lock'], policy: 'review' }],
      secrets: ['ghs_0123456789abcdefghijklmnopqrstuvwxyz', 'another-value-that-nobody-may-publish'],
    },
  );
  const refused = rows.filter(({ verdict }) => verdict === 'refuse');
  if (refused.length > 0) throw new Error(`${refused[0]?.guard}: ${refused[0]?.message}`);
}
