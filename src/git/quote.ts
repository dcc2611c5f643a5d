/** Quoted as git reads it in streams and in files of its own (`unquote_c_style` in git's quote.c). */
export function quote(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
