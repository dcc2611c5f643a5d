const COMMANDS: readonly (readonly [string, string])[] = [
  ['implement [text]', 'on an issue: does the work and opens a pull request'],
  [
    'revise [text]',
    'on a pull request of this repository: one more commit on its head (`fix` means the same)',
  ],
  ['explain [question]', 'answers here; writes nothing'],
  ['retry', 'publishes the change set that was kept, or runs the last request again'],
  ['apply <digest>', 'publishes a dry run or a kept change set'],
  ['discard <digest>', 'drops a kept change set'],
  ['undo', 'on a pull request: takes the last change set back in one more commit'],
  ['stop', 'ends what runs for this thread'],
  ['status', 'what happened in this thread'],
  ['help', 'this table'],
];

/** What can be asked here, for a comment. */
export function renderHelp(mention: string): string {
  const rows = COMMANDS.map(([command, does]) => `| \`${mention} ${command}\` | ${does} |`);
  return ['| comment | what it does |', '| --- | --- |', ...rows].join('\n');
}
