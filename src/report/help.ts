const COMMANDS: readonly (readonly [string, string])[] = [
  ['implement [text]', 'on an issue: does the work and opens a pull request'],
  [
    'revise [text]',
    'on a pull request of this repository: one more commit on its head (`fix` means the same)',
  ],
  ['help', 'this table'],
];

/** What can be asked here, for a comment. */
export function renderHelp(mention: string): string {
  const rows = COMMANDS.map(([command, does]) => `| \`${mention} ${command}\` | ${does} |`);
  return ['| comment | what it does |', '| --- | --- |', ...rows].join('\n');
}

/** One polite sentence for a command that this version does not have. */
export function renderUnavailable(command: string): string {
  return `Sorry, \`${command}\` is not available yet; \`help\` says what is.`;
}
