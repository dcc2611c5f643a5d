/** What an agent is told, and the same as files, whole. */
export interface Words {
  /** By the name of the conversation that it goes on with; `null`: it knows nothing yet. */
  say(earlier: string | null): string;
  /** The first is the request, which `say` tells in full. */
  readonly files: readonly [GivenFile, ...GivenFile[]];
}

/** A text that an agent can read beside its prompt. */
export interface GivenFile {
  /** A plain name, ours. */
  readonly name: string;
  /** What stands in it, to follow a colon. */
  readonly about: string;
  readonly text: string;
}

/** What is asked; all there is where nobody wrote anything around it. */
export function requestFile(text: string): GivenFile {
  return { name: 'request.md', about: 'what is asked, by whom and where', text };
}
