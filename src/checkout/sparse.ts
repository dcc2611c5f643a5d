import { writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The directories whose files are laid, with all below them; beside these only the files in the root and in the directories on the
 * way are. Empty: every file of the commit.
 */
export type Cone = readonly string[];

/** Tells git which files to write (git-sparse-checkout(1), cone mode), and answers the configuration that makes it heed that. */
export async function writeCone(gitDir: string, cone: Cone): Promise<Readonly<Record<string, string>>> {
  if (cone.length === 0) return {};
  await mkdir(join(gitDir, 'info'), { recursive: true });
  await writeFile(join(gitDir, 'info', 'sparse-checkout'), renderPatterns(cone));
  return { 'core.sparseCheckout': 'true', 'core.sparseCheckoutCone': 'true' };
}

/** In the order that git itself writes: all files of the root, then each directory after the ones it lies in. */
function renderPatterns(cone: Cone): string {
  const whole = cone.filter((directory) => !cone.some((other) => directory.startsWith(`${other}/`)));
  const onTheWay = new Set(whole.flatMap(ancestorsOf));
  const lines = [...onTheWay, ...whole].sort().flatMap((directory) => {
    const pattern = `/${directory.replaceAll(/[\\*?[\]]/g, (sign) => `\\${sign}`)}/`;
    return onTheWay.has(directory) ? [pattern, `!${pattern}*/`] : [pattern];
  });
  return ['/*', '!/*/', ...new Set(lines), ''].join('\n');
}

function ancestorsOf(directory: string): string[] {
  const parts = directory.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
