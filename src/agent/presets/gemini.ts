import type { Preset } from './preset.ts';

/** Gemini CLI over the Agent Client Protocol (https://github.com/google-gemini/gemini-cli). */
export const gemini: Preset = {
  name: 'gemini',
  program: 'gemini',
  install: 'npm install --global @google/gemini-cli',
  model: {
    key: 'GEMINI_API_KEY',
    base: 'GOOGLE_GEMINI_BASE_URL',
    url: 'https://generativelanguage.googleapis.com',
  },
  environment: ({ baseUrl }) => ({
    GOOGLE_GEMINI_BASE_URL: baseUrl,
    // It would start itself anew to get more memory.
    GEMINI_CLI_NO_RELAUNCH: 'true',
    GEMINI_TELEMETRY_ENABLED: 'false',
  }),
  words: ({ model }) => ['--acp', '--skip-trust', ...(model === null ? [] : ['--model', model])],
  speaks: 'acp',
};
