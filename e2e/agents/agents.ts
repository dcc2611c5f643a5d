/** An agent as it is installed here, and the names of its tools as a model calls them. */
export interface RealAgent {
  readonly name: string;
  /** Below this directory: the native program itself, where there is one. */
  readonly program: string;
  /** As it is pinned. */
  readonly version: string;
  readonly model: string;
  readonly key: string;
  readonly base: string;
  /** What its base address ends with. */
  readonly suffix: string;
  /** One call that runs a shell command. */
  shell(command: string): ToolCall;
  /** One call that reads a file by the agent's own tool. */
  read(path: string): ToolCall;
  /** Calls that write a file by the agent's own editing tool. */
  write(directory: string, path: string, content: string): readonly ToolCall[];
  /** Calls that replace `before` in a file that is there. */
  edit(directory: string, path: string, before: string, after: string): readonly ToolCall[];
}

export interface ToolCall {
  readonly name: string;
  readonly arguments: string;
}

const call = (name: string, parameters: Readonly<Record<string, unknown>>): ToolCall => ({
  name,
  arguments: JSON.stringify(parameters),
});

const patch = (text: string): ToolCall =>
  call('exec_command', { cmd: `apply_patch <<'EOP'\n*** Begin Patch\n${text}*** End Patch\nEOP\n` });

export const AGENTS: readonly RealAgent[] = [
  {
    name: 'claude',
    program: 'node_modules/@anthropic-ai/claude-code-linux-x64/claude',
    version: '2.1.329',
    model: 'claude-sonnet-4-5',
    key: 'ANTHROPIC_API_KEY',
    base: 'ANTHROPIC_BASE_URL',
    suffix: '',
    shell: (command) => call('Bash', { command, description: 'run' }),
    read: (path) => call('Read', { file_path: path }),
    write: (directory, path, content) => [call('Write', { file_path: `${directory}/${path}`, content })],
    edit: (directory, path, before, after) => [
      call('Read', { file_path: `${directory}/${path}` }),
      call('Edit', { file_path: `${directory}/${path}`, old_string: before, new_string: after }),
    ],
  },
  {
    name: 'codex',
    program: 'node_modules/@openai/codex-linux-x64/vendor/x86_64-unknown-linux-musl/bin/codex',
    version: '0.169.0',
    model: 'gpt-5',
    key: 'OPENAI_API_KEY',
    base: 'OPENAI_BASE_URL',
    suffix: '/v1',
    shell: (command) => call('exec_command', { cmd: command }),
    read: (path) => call('exec_command', { cmd: `cat ${path}` }),
    write: (directory, path, content) => [
      patch(`*** Add File: ${directory}/${path}\n${content.replaceAll(/^(?=.)/gm, '+')}`),
    ],
    edit: (directory, path, before, after) => [
      patch(`*** Update File: ${directory}/${path}\n@@\n-${before}\n+${after}\n`),
    ],
  },
  {
    name: 'gemini',
    program: 'node_modules/@google/gemini-cli/bundle/gemini.js',
    version: '0.61.0',
    model: 'gemini-2.5-flash',
    key: 'GEMINI_API_KEY',
    base: 'GOOGLE_GEMINI_BASE_URL',
    suffix: '',
    shell: (command) => call('run_shell_command', { command, description: 'run' }),
    read: (path) => call('read_file', { file_path: path }),
    write: (directory, path, content) => [call('write_file', { file_path: `${directory}/${path}`, content })],
    edit: (directory, path, before, after) => [
      call('read_file', { file_path: `${directory}/${path}` }),
      call('replace', {
        file_path: `${directory}/${path}`,
        old_string: before,
        new_string: after,
        instruction: 'replace it',
      }),
    ],
  },
  {
    name: 'copilot',
    program: 'node_modules/@github/copilot-linux-x64/copilot',
    version: '1.0.102',
    model: 'gpt-5',
    key: 'COPILOT_PROVIDER_API_KEY',
    base: 'COPILOT_PROVIDER_BASE_URL',
    suffix: '/v1',
    shell: (command) => call('bash', { command, description: 'run' }),
    read: (path) => call('view', { path }),
    write: (directory, path, content) => [
      call('create', { path: `${directory}/${path}`, file_text: content }),
    ],
    edit: (directory, path, before, after) => [
      call('view', { path: `${directory}/${path}` }),
      call('edit', { path: `${directory}/${path}`, old_str: before, new_str: after }),
    ],
  },
  {
    name: 'opencode',
    program: 'node_modules/opencode-linux-x64/bin/opencode',
    version: '1.18.33',
    // OpenAI's own models get another tool for edits.
    model: 'scripted-1',
    key: 'OPENAI_API_KEY',
    base: 'OPENAI_BASE_URL',
    suffix: '/v1',
    shell: (command) => call('bash', { command, description: 'run' }),
    read: (path) => call('read', { filePath: path }),
    write: (directory, path, content) => [call('write', { filePath: `${directory}/${path}`, content })],
    edit: (directory, path, before, after) => [
      call('read', { filePath: `${directory}/${path}` }),
      call('edit', { filePath: `${directory}/${path}`, oldString: before, newString: after }),
    ],
  },
];
