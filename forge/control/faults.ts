export interface FaultMatch {
  readonly method?: string;
  /** A regular expression over the path with its query, without a leading `/api/v3`. Git paths too. */
  readonly path?: string;
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
  strike(method: string, path: string): Fault | undefined;
}

export function openFaults(): Faults {
  let rules: { rule: FaultRule; path: RegExp; seen: number }[] = [];
  return {
    add(rule) {
      rules.push({ rule, path: new RegExp(rule.match.path ?? ''), seen: 0 });
    },
    clear() {
      rules = [];
    },
    strike(method, path) {
      let struck: Fault | undefined;
      for (const entry of rules) {
        const { match, fault } = entry.rule;
        if (match.method !== undefined && match.method !== method) continue;
        if (!entry.path.test(path)) continue;
        entry.seen += 1;
        const first = match.nth ?? 1;
        const isDue = entry.seen >= first && entry.seen < first + (match.times ?? 1);
        if (isDue) struck ??= fault;
      }
      return struck;
    },
  };
}
