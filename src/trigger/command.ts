/** `sha256:` and 64 lower-case hexadecimal digits: the name of one change set. */
export type Digest = `sha256:${string}`;

/** What can be asked. `text` is the asker's own, code blocks included, quoted lines left out; it may be empty. */
export type Command =
  | { readonly kind: 'implement' | 'revise' | 'explain'; readonly text: string }
  | { readonly kind: 'apply' | 'discard'; readonly digest: Digest }
  | { readonly kind: 'retry' | 'undo' | 'stop' | 'status' | 'help' };

/** A command that cannot be followed; `message` is one plain sentence for the person who wrote it. */
export interface MalformedCommand {
  readonly kind: 'malformed';
  readonly message: string;
}
