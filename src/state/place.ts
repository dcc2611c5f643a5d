import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Where what was fetched and laid out is kept for the next run on the same machine. Anybody may delete it between runs. */
export function cacheIn(state: string): string {
  return join(state, 'cache');
}

/** Where state is kept: `WHOLLY_STATE`, else the user's state directory (XDG Base Directory Specification). */
export function stateDirectory(environment: Readonly<Record<string, string>>): string {
  const { WHOLLY_STATE: named, XDG_STATE_HOME: state, HOME: home, USER: user } = environment;
  if (named !== undefined && named !== '') return named;
  if (state !== undefined && isAbsolute(state)) return join(state, 'wholly');
  if (home !== undefined && isAbsolute(home)) return join(home, '.local', 'state', 'wholly');
  // Without a home there is only this; the name keeps users of one machine apart.
  return join(tmpdir(), `wholly-state-${user ?? process.getuid?.() ?? 'user'}`);
}
