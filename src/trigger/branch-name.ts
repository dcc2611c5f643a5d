declare const proof: unique symbol;

/** The short name of a branch (without `refs/heads/`) that git, GitHub and a command line all take as nothing else. */
export type BranchName = string & { readonly [proof]: 'BranchName' };

/** `text` cannot name a branch. */
export class MalformedBranchName extends Error {
  override readonly name = 'MalformedBranchName';
  readonly code = 'EBRANCH';
  readonly text: string;

  constructor(text: string) {
    super(`${JSON.stringify(text.slice(0, 100))} cannot be the name of a branch`);
    this.text = text;
  }
}

/** Throws `MalformedBranchName` where `isBranchName` says no. */
export function parseBranchName(text: string): BranchName {
  if (!isBranchName(text)) throw new MalformedBranchName(text);
  return text;
}

/**
 * The rules of `git check-ref-format --branch`, and: no more than 250 bytes (a ref is a file, beside it stands a
 * `.lock`; file names end at 255), no control characters at all, not `HEAD`, and nothing that reads as an object id, which GitHub refuses as well.
 */
export function isBranchName(text: string): text is BranchName {
  return (
    text !== '' &&
    text.isWellFormed() &&
    Buffer.byteLength(text) <= 250 &&
    // Control characters (git minds the ASCII ones), the space and git's own revision signs.
    !/[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|^[-/]|[/.]$/u.test(text) &&
    text.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock')) &&
    text !== '@' &&
    text !== 'HEAD' &&
    !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text)
  );
}
