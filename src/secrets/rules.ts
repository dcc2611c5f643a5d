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

/**
 * What every secret of a rule begins with, for the rules that take half of all the time; text without it is passed
 * over. A rule that is not here looks at everything.
 */
const BEGINNINGS: Readonly<Record<string, readonly string[]>> = {
  github: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
  'hashicorp-vault': ['hvs.', 'hvb.', 'hvr.'],
  npm: ['npm_', '_authToken=', 'x-oauth-basic'],
  sendgrid: ['SG.'],
  shopify: ['shppa_', 'shpca_', 'shpat_', 'shpss_'],
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
      return { begins: BEGINNINGS[name], handler: rule.create(context, {}) };
    });
  return {
    search(name, text) {
      matches = [];
      for (const { begins, handler } of handlers) {
        if (begins !== undefined && !begins.some((begin) => text.includes(begin))) continue;
        // Only the rule for a kind of file that is never named here takes its time.
        if (handler.file?.(sourceOf(name, text)) !== undefined) unasked();
      }
      for (const { index, 0: token } of text.matchAll(LONG_GITHUB_TOKEN))
        matches.push({ rule: 'github', start: index, end: index + token.length });
      return matches.toSorted((a, b) => a.start - b.start);
    },
  };
}

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
