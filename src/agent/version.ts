/** The number in what a program says of its version, as `2.1.329` or `1.0.0-rc.1`; `null` where there is none. */
export function parseVersion(text: string): string | null {
  return /\d{1,9}\.\d[0-9A-Za-z.+-]{0,40}/.exec(text.slice(0, 1000))?.[0] ?? null;
}
