import type { Preset } from './preset.ts';

/** OpenCode over the Agent Client Protocol (https://opencode.ai/docs). */
export const opencode: Preset = {
  name: 'opencode',
  program: 'opencode',
  install: 'npm install --global opencode-ai',
  model: { key: 'OPENAI_API_KEY', base: 'OPENAI_BASE_URL', url: 'https://api.openai.com/v1' },
  needsModel: true,
  environment: ({ baseUrl, model }) => ({
    OPENCODE_CONFIG_CONTENT: JSON.stringify({
      ...(model !== null && { model: `wholly/${model}` }),
      provider: {
        wholly: {
          npm: '@ai-sdk/openai-compatible',
          options: { baseURL: baseUrl, apiKey: '{env:OPENAI_API_KEY}' },
          models: model === null ? {} : { [model]: {} },
        },
      },
    }),
    // Below its data; apart from what else lies there, keys and settings among it.
    OPENCODE_DB: 'talk/opencode.db',
    OPENCODE_DISABLE_AUTOUPDATE: 'true',
    OPENCODE_DISABLE_MODELS_FETCH: 'true',
    OPENCODE_DISABLE_LSP_DOWNLOAD: 'true',
    OPENCODE_DISABLE_SHARE: 'true',
    OPENCODE_DISABLE_DEFAULT_PLUGINS: 'true',
  }),
  // Measured: it installs a package for plugins beside its settings, whatever is switched off, unless it finds it there.
  homeFiles: () => ({
    '.config/opencode/package-lock.json': JSON.stringify({
      packages: { '': { dependencies: { '@opencode-ai/plugin': '*' } } },
    }),
    '.config/opencode/node_modules/.package-lock.json': '{}',
    // It makes no directory for its conversations.
    '.local/share/opencode/talk/.keep': '{}',
  }),
  // Measured: it works where a conversation began, whatever directory it is told when that is loaded.
  knowsPlaces: true,
  sessionsOf: () => '.local/share/opencode/talk',
  words: () => ['acp'],
  speaks: 'acp',
};
