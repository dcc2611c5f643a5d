/** Other people's text within a prompt: each line is marked, so that nothing in the text can end it. */
export function border(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `| ${line}`)
    .join('\n');
}
