export interface LoggedRequest {
  readonly id: number;
  readonly at: string;
  readonly kind: 'api' | 'graphql' | 'git' | 'page';
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Whether it may have changed something: any API method but GET and HEAD, GraphQL mutations, the push itself. */
  isWrite: boolean;
  /** Null: nobody, or an app's own token. */
  actor: string | null;
  /** Null: the connection was cut. */
  status: number | null;
  durationMs: number;
  readonly bytesIn: number;
  bytesOut: number;
  /** Which fault struck it. */
  fault: string | null;
  /** The JSON that came with a write, up to 64 KiB of it. */
  readonly body: string | null;
}

export interface RequestLog {
  readonly requests: readonly LoggedRequest[];
  begin(
    request: Pick<LoggedRequest, 'kind' | 'method' | 'path' | 'isWrite' | 'bytesIn' | 'body'>,
  ): LoggedRequest;
  clear(): void;
}

export function openRequestLog(): RequestLog {
  const requests: LoggedRequest[] = [];
  let last = 0;
  return {
    requests,
    begin(request) {
      last += 1;
      const logged: LoggedRequest = {
        ...request,
        id: last,
        at: new Date().toISOString(),
        actor: null,
        status: null,
        durationMs: 0,
        bytesOut: 0,
        fault: null,
      };
      requests.push(logged);
      return logged;
    },
    clear() {
      requests.length = 0;
    },
  };
}
