import { basename } from 'node:path';
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
  homeFiles: ({ turns }) => ({
    '.gemini/settings.json': JSON.stringify({
      general: {
        enableAutoUpdate: false,
        enableAutoUpdateNotification: false,
        // Measured: with its default it retries a broken model for longer than thirty seconds.
        maxAttempts: 3,
      },
      // Measured: its statistics go out whatever the variable for telemetry says.
      privacy: { usageStatisticsEnabled: false },
      security: { auth: { selectedType: 'gemini-api-key' } },
      ...(turns !== undefined && { model: { maxSessionTurns: turns } }),
    }),
  }),
  // Measured: it finds a conversation by the name of the directory it is started in, and none of the same minute.
  sessionsOf: (directory) => `.gemini/tmp/${slugOf(basename(directory))}/chats`,
  words: ({ model, given }) => [
    '--acp',
    '--skip-trust',
    ...(model === null ? [] : ['--model', model]),
    // Measured: its own tools read nothing outside of the directories it is told.
    ...(given === undefined ? [] : ['--include-directories', given]),
  ],
  speaks: 'acp',
};

function slugOf(name: string): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? ['project'];
  return words.join('-');
}
