/** An entry of `allowed-bots` or `allowed-users` names nobody in particular. */
export class MalformedAllowList extends Error {
  override readonly name = 'MalformedAllowList';
  readonly code = 'EALLOW';
  readonly entry: string;

  constructor(entry: string) {
    super(
      `${JSON.stringify(entry.slice(0, 100))} is neither a login nor a numeric id (there is no wildcard)`,
    );
    this.entry = entry;
  }
}

export interface AllowList {
  readonly ids: readonly number[];
  /** To be looked up on the host before anybody is judged: only ids are compared. */
  readonly logins: readonly string[];
}

/**
 * Reads the entries of `allowed-bots` or `allowed-users`, each a login (`renovate[bot]`, with or without `@`) or a
 * numeric id; digits alone are an id. Throws `MalformedAllowList`, for `*` too: everybody is never a list.
 */
export function parseAllowList(entries: readonly string[]): AllowList {
  const ids: number[] = [];
  const logins: string[] = [];
  for (const entry of entries) {
    const name = entry.trim().replace(/^@/, '');
    if (/^[1-9][0-9]{0,14}$/.test(name)) ids.push(Number(name));
    else if (/^(?![0-9]+$)[A-Za-z0-9_][A-Za-z0-9_-]{0,99}(?:\[bot\])?$/.test(name)) logins.push(name);
    else throw new MalformedAllowList(entry);
  }
  return { ids, logins };
}
