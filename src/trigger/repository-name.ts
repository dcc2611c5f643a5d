declare const proof: unique symbol;

/** A user or organisation as GitHub names it: ASCII letters, digits, `-` and `_` (enterprise-managed users), 1 to 39. */
export type OwnerName = string & { readonly [proof]: 'OwnerName' };

/**
 * A repository's name: ASCII letters, digits, `.`, `-` and `_`, 1 to 100. Narrower than GitHub in two places, because
 * the name becomes part of paths and command lines: no leading `-`, and no `..` anywhere.
 */
export type RepositoryName = string & { readonly [proof]: 'RepositoryName' };

export function isOwnerName(text: string): text is OwnerName {
  return /^[A-Za-z0-9_][A-Za-z0-9_-]{0,38}$/.test(text);
}

export function isRepositoryName(text: string): text is RepositoryName {
  return (
    /^[A-Za-z0-9._][A-Za-z0-9._-]{0,99}$/.test(text) &&
    text !== '.' &&
    !text.includes('..') &&
    !/\.git$/i.test(text)
  );
}
