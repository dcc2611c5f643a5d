/**
 * ASCII letters in lower case, everything else as it is. GitHub logins are ASCII and compared this way; a full Unicode
 * folding would let the Kelvin sign stand for a `k` in somebody's name.
 */
export function foldCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
