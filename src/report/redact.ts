import { planSecretScan } from '../secrets/scan.ts';
import type { Report } from './report.ts';

/** The same report with every value that this run must keep taken out, wherever and in whatever form it stands. */
export function redact(report: Report, secrets: readonly string[]): Report {
  const scan = planSecretScan(secrets);
  return JSON.parse(JSON.stringify(report), (_key, value: unknown) =>
    typeof value === 'string' ? scan.redact(value) : value,
  );
}

/** Values that are too short to be told from ordinary words stay: taking them out would shred the text. */
export function redactText(text: string, secrets: readonly string[]): string {
  return planSecretScan(secrets).redact(text);
}
