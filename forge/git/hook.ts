import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Runs once per ref inside git's quarantine, where alone the pushed objects can be seen. What can be judged without
 * them has been judged before: the environment carries the verdicts. It writes down why it refuses; the words go out
 * with the report (see push.ts). FORGE_* lists hold ref names, which never contain spaces.
 */
const UPDATE = `#!/bin/sh
ref=$1 old=$2 new=$3
refuse() { printf '%s\\t%s\\n' "$ref" "$1" >> "$FORGE_REASONS"; exit 1; }
listed() { case " $1 " in *" $ref "*) return 0 ;; esac; return 1; }
case $new in *[!0]*) ;; *) gone=1 ;; esac
case $old in *[!0]*) ;; *) fresh=1 ;; esac
if listed "$FORGE_REFUSED"; then refuse rules; fi
if [ -n "$gone" ]; then exit 0; fi
if [ -z "$fresh" ] && listed "$FORGE_NO_FORCE" && ! git merge-base --is-ancestor "$old" "$new"; then refuse force; fi
if listed "$FORGE_SIGNED"; then
  for commit in $(git rev-list "$new" --not --all); do
    git cat-file commit "$commit" | sed '/^$/q' | grep -q '^gpgsig' || refuse unsigned
  done
fi
if [ -n "$FORGE_FILE_LIMIT" ]; then
  large=$(git rev-list --objects "$new" --not --all |
    git cat-file --batch-check='%(objecttype) %(objectsize) %(rest)' |
    awk -v limit="$FORGE_FILE_LIMIT" '$1 == "blob" && $2 > limit { size = $2; $1 = $2 = ""; print size $0; exit }')
  if [ -n "$large" ]; then refuse "large $large"; fi
fi
if [ -n "$FORGE_SECRETS" ]; then
  found=$(git grep -nE -m1 -e "$FORGE_SECRETS" "$new" | sed -n 's/^\\([0-9a-f]*\\):\\([^:]*\\):\\([0-9]*\\):.*/\\1 \\3 \\2/p;q')
  if [ -n "$found" ]; then refuse "secret $found"; fi
fi
if [ -n "$FORGE_NO_WORKFLOWS" ]; then
  path=$(git log --format= --name-only --root -m --first-parent "$new" --not --all -- .github/workflows | sed '/^$/d;q')
  if [ -n "$path" ]; then refuse "workflow $path"; fi
fi
exit 0
`;

/** Puts the hook where every repository of the forge finds it (core.hooksPath). */
export async function installHooks(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'update'), UPDATE, { mode: 0o755 });
}
