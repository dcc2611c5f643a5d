import type { Report } from './report.ts';

/** Shorter values would shred the text around them; such a secret is nobody's protection anyway. */
const SHORTEST = 8;

/** The same report with every value that this run must keep taken out, wherever it stands. */
export function redact(report: Report, secrets: readonly string[]): Report {
  return JSON.parse(JSON.stringify(report), (_key, value: unknown) =>
    typeof value === 'string' ? redactText(value, secrets) : value,
  );
}

export function redactText(text: string, secrets: readonly string[]): string {
  return secrets
    .filter(({ length }) => length >= SHORTEST)
    .reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}
