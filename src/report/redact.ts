import type { Report } from './report.ts';

/** Shorter values would shred the text around them; such a secret is nobody's protection anyway. */
const SHORTEST = 8;

/** The same report with every value that this run must keep taken out, wherever it stands. */
export function redact(report: Report, secrets: readonly string[]): Report {
  const values = secrets.filter(({ length }) => length >= SHORTEST);
  if (values.length === 0) return report;
  return JSON.parse(JSON.stringify(report), (_key, value: unknown) =>
    typeof value === 'string'
      ? values.reduce((text, secret) => text.replaceAll(secret, '***'), value)
      : value,
  );
}
