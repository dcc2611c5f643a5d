export interface FaultMatch {
  readonly method?: string;
  /** A regular expression over the path with its query, without a leading `/api/v3`. Git paths too. */
  readonly path?: string;
  /** A regular expression over what came with it. */
  readonly body?: string;
  /** The first matching request it strikes; 1 is the first, and what is taken where nothing is said. */
  readonly nth?: number;
  /** How many it strikes from there on; once where nothing is said. */
  readonly times?: number;
}

export type Fault =
  /** An answer of its own; the request is not carried out. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  /** The connection is cut; the request is not carried out. */
  | { readonly kind: 'cut-before' }
  /** The request is carried out and its answer lost with the connection. */
  | { readonly kind: 'cut-after' }
  /** The request is carried out, and answered only later. */
  | { readonly kind: 'late'; readonly milliseconds: number }
  /** The request is held, then carried out and answered. */
  | { readonly kind: 'delay'; readonly milliseconds: number };

export interface FaultRule {
  readonly match: FaultMatch;
  readonly fault: Fault;
}

export interface Faults {
  add(rule: FaultRule): void;
  clear(): void;
  /** The fault that strikes this request, if any; each call counts as one request. */
  strike(method: string, path: string, body: Buffer): Fault | undefined;
}

export function openFaults(): Faults {
  let rules: { rule: FaultRule; path: RegExp; body: RegExp | null; seen: number }[] = [];
  return {
    add(rule) {
      const { path = '', body } = rule.match;
      rules.push({
        rule,
        path: new RegExp(path),
        body: body === undefined ? null : new RegExp(body),
        seen: 0,
      });
    },
    clear() {
      rules = [];
    },
    strike(method, path, body) {
      let struck: Fault | undefined;
      for (const entry of rules) {
        const { match, fault } = entry.rule;
        if (match.method !== undefined && match.method !== method) continue;
        if (!entry.path.test(path)) continue;
        if (entry.body?.test(body.toString()) === false) continue;
        entry.seen += 1;
        const first = match.nth ?? 1;
        const isDue = entry.seen >= first && entry.seen < first + (match.times ?? 1);
        if (isDue) struck ??= fault;
      }
      return struck;
    },
  };
}
