import type { Git, GitPlace } from '../git/git.ts';

/** What git says of ignored paths in a work tree of our own, asked as often as one likes. */
export interface Ignores extends AsyncDisposable {
  /** Of the given paths, byte strings relative to the work tree, those that are ignored. One call at a time. */
  ask(paths: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Starts one `git check-ignore`, which answers path by path until it is disposed. */
export function openIgnores(git: Git, place: GitPlace): Ignores {
  // Told of every path, one can tell when the last has been answered.
  const args = ['check-ignore', '-z', '--stdin', '--no-index', '--verbose', '--non-matching'];
  const child = git.open(args, place);
  let failure: unknown = null;
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint = text.trim()));
  for (const part of [child, child.stdin]) part.on('error', (error) => (failure ??= error));
  const closed = new Promise((resolve) => child.once('close', resolve));
  const fields = readFields(child.stdout.setEncoding('latin1'));

  async function readField(): Promise<string> {
    const { value, done } = await fields.next();
    if (done !== true) return value;
    await closed;
    throw new Error(`git check-ignore ended before it answered: ${complaint}`, { cause: failure });
  }

  return {
    async ask(paths) {
      const ignored = new Set<string>();
      child.stdin.write(Buffer.from(paths.map((path) => `${path}\0`).join(''), 'latin1'));
      for (const path of paths) {
        const [_source, _line, pattern] = [await readField(), await readField(), await readField()];
        await readField();
        // The last pattern that speaks of it; there is none, or it takes an earlier one back (gitignore(5)).
        if (pattern !== '' && !pattern.startsWith('!')) ignored.add(path);
      }
      return ignored;
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await closed;
    },
  };
}

async function* readFields(output: AsyncIterable<string>): AsyncGenerator<string, undefined> {
  let begun = '';
  for await (const text of output) {
    const fields = (begun + text).split('\0');
    begun = fields.pop() ?? '';
    yield* fields;
  }
}
