import type { rules } from '@secretlint/secretlint-rule-preset-recommend';

type Rule = (typeof rules)[number];
type Context = Parameters<Rule['create']>[0];
type Source = Parameters<NonNullable<ReturnType<Rule['create']>['file']>>[0];
type Range = readonly [start: number, end: number];

/** What one rule takes for a secret: offsets in the text. */
export interface Match {
  /** Such as `github` or `privatekey`. */
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

export interface SecretRules {
  /** In the order of the text. `name` is that of a kind of file with rules of its own; empty for all others. */
  search(name: string, text: string): readonly Match[];
}

/** It lets a comment turn the other rules off; whoever made a change set has no say in how it is judged. */
const OBEYS_COMMENTS = '@secretlint/secretlint-rule-filter-comments';

/** What every secret of a rule holds; text without it is passed over. A rule that is not here looks at everything. */
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  '1password': ['ops_ey'],
  anthropic: ['sk-ant-api0'],
  databricks: ['dapi'],
  docker: ['dckr_pat_'],
  figma: ['figd_'],
  github: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
  gitlab: ['glpat-'],
  grafana: ['glc_', 'glsa_'],
  groq: ['gsk_'],
  'hashicorp-vault': ['hvs.', 'hvb.', 'hvr.'],
  huggingface: ['hf_'],
  linear: ['lin_api_'],
  notion: ['ntn_'],
  npm: ['npm_', '_authToken=', 'x-oauth-basic'],
  openai: ['T3BlbkFJ'],
  privatekey: ['-----BEGIN'],
  sendgrid: ['SG.'],
  shopify: ['shppa_', 'shpca_', 'shpat_', 'shpss_'],
  vercel: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'],
};

/**
 * The rule for GitHub knows tokens of 36 characters only. Those of installations hold a JWT of any length now, behind
 * the App's id: https://github.blog/changelog/2026-04-24-notice-about-upcoming-new-format-for-github-app-installation-tokens/
 */
const LONG_GITHUB_TOKEN =
  /(?<![\p{L}\p{N}_])gh[oprsu]_(?:[A-Za-z0-9]{37,}|[\w.]{0,64}?eyJ[\w-]*\.[\w-]+\.[\w-]+)/gu;

/**
 * The recommended rules of secretlint. They are asked directly: its core puts the secret into a message, and keeps a
 * measurement of every file for as long as the process lives.
 */
export async function openSecretRules(): Promise<SecretRules> {
  // Large, and most starts of the program never get here.
  const { rules } = await import('@secretlint/secretlint-rule-preset-recommend');
  let matches: Match[] = [];
  const handlers = rules
    .filter(({ meta }) => meta.id !== OBEYS_COMMENTS)
    .map((rule) => {
      const name = rule.meta.id.replace('@secretlint/secretlint-rule-', '');
      const context = contextOf(([start, end]) => matches.push({ rule: name, start, end }));
      return { signs: SIGNS[name], handler: rule.create(context, {}) };
    });
  return {
    search(name, text) {
      matches = [];
      const shown = findSigns(text);
      const shows = (sign: string): boolean => shown === 'any' || shown.has(sign);
      for (const { signs, handler } of handlers) {
        if (signs !== undefined && !signs.some(shows)) continue;
        // Only the rule for a kind of file that is never named here takes its time.
        if (handler.file?.(sourceOf(name, text)) !== undefined) unasked();
      }
      const githubs = (SIGNS['github'] ?? []).some(shows) ? text.matchAll(LONG_GITHUB_TOKEN) : [];
      for (const { index, 0: token } of githubs)
        matches.push({ rule: 'github', start: index, end: index + token.length });
      return matches.toSorted((a, b) => a.start - b.start);
    },
  };
}

/** All signs in one pass, which costs less than one search for each of them; `any` where there are too many to count. */
function findSigns(text: string): ReadonlySet<string> | 'any' {
  const shown = new Set<string>();
  ANY_SIGN.lastIndex = 0;
  for (let count = 0; count < MOST_SIGNS; count += 1) {
    const found = ANY_SIGN.exec(text);
    if (found === null) return shown;
    shown.add(found[0]);
    // One may begin within another.
    ANY_SIGN.lastIndex = found.index + 1;
  }
  return 'any';
}

const MOST_SIGNS = 1000;
const ANY_SIGN = new RegExp(
  Object.values(SIGNS)
    .flat()
    .map((sign) => sign.replaceAll('.', '\\.'))
    .join('|'),
  'g',
);

function contextOf(found: (range: Range) => void): Context {
  return {
    sharedOptions: {},
    // Its caller hands it the secret to put into words.
    createTranslator: () => (messageId) => ({ message: '', messageId: String(messageId), data: undefined }),
    report: ({ range }) => found(range),
    ignore: () => undefined,
  };
}

function sourceOf(name: string, text: string): Source {
  return {
    content: text,
    hasBOM: false,
    contentType: 'text',
    filePath: name,
    ext: name.endsWith('.json') ? '.json' : '',
    // There is no file that a rule could open.
    physicalFilePath: undefined,
    getFilePath: () => name,
    getPhysicalFilePath: () => undefined,
    locationToRange: unasked,
    rangeToLocation: unasked,
    positionToIndex: unasked,
    indexToPosition: unasked,
  };
}

function unasked(): never {
  throw new TypeError('a rule of secretlint does what no rule did before');
}
