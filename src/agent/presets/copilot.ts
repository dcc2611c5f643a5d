import type { Preset } from './preset.ts';

/** Copilot CLI over the Agent Client Protocol, on a model of one's own (https://github.com/github/copilot-cli). */
export const copilot: Preset = {
  name: 'copilot',
  program: 'copilot',
  install: 'npm install --global @github/copilot',
  model: {
    key: 'COPILOT_PROVIDER_API_KEY',
    base: 'COPILOT_PROVIDER_BASE_URL',
    url: 'https://api.openai.com/v1',
  },
  needsModel: true,
  environment: ({ baseUrl, model }) => ({
    COPILOT_PROVIDER_BASE_URL: baseUrl,
    ...(model !== null && { COPILOT_MODEL: model }),
    // No login, no telemetry, nothing but the model.
    COPILOT_OFFLINE: 'true',
    COPILOT_AUTO_UPDATE: 'false',
  }),
  sessionsOf: () => '.copilot/session-state',
  words: () => ['--acp'],
  speaks: 'acp',
};
