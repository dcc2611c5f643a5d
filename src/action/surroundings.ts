/** What the action sees of the process it runs in; the door hands it over. */
export interface ActionSurroundings {
  readonly environment: Readonly<Record<string, string>>;
  readonly stdout: NodeJS.WritableStream;
  readonly signal: AbortSignal;
  readonly afterReport: AsyncDisposableStack;
  /** How long the host may be silent, milliseconds; absent: as long as is usual. */
  readonly patienceMs?: number;
  /** Milliseconds since 1970; absent: the machine's clock. */
  readonly now?: () => number;
}
