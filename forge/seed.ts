import { addPerson } from './actors.ts';
import type { Forge } from './forge.ts';
import { ACTIONS_BOT, APP, APP_BOT, IDENTITIES, identityOf, newToken, ORGANIZATION } from './identities.ts';
import { createRepository, type RepositorySpec } from './repositories.ts';

/** One for each identity; `workflow` is GITHUB_TOKEN of acme/app, `app` an installation token of the App. */
export interface SeededTokens {
  readonly alice: string;
  readonly walter: string;
  readonly rita: string;
  readonly mallory: string;
  readonly workflow: string;
  readonly app: string;
  readonly evilApp: string;
}

export function seedTokens(forge: Forge): SeededTokens {
  const person = (login: string): string => {
    const token = newToken('ghp');
    const identity = identityOf(login);
    if (identity !== undefined) addPerson(forge, identity, token);
    return token;
  };
  const tokens: SeededTokens = {
    alice: person('alice'),
    walter: person('walter'),
    rita: person('rita'),
    mallory: person('mallory'),
    workflow: newToken('ghs'),
    app: newToken('ghs'),
    evilApp: newToken('ghs'),
  };
  forge.actors.set(tokens.workflow, {
    identity: ACTIONS_BOT,
    token: tokens.workflow,
    installation: {
      kind: 'workflow',
      permissions: () => forge.workflowPermissions,
      repositories: new Set([`${ORGANIZATION}/app`]),
      account: ORGANIZATION,
    },
  });
  forge.actors.set(tokens.app, {
    identity: APP_BOT,
    token: tokens.app,
    installation: {
      kind: 'app',
      permissions: () => APP.permissions,
      repositories: undefined,
      account: ORGANIZATION,
    },
  });
  const evil = IDENTITIES.find(({ login }) => login === 'evil-app[bot]');
  if (evil !== undefined) {
    // Installed here too: it may comment, as any App somebody installed may, and nothing else.
    const permissions = { issues: 'write', metadata: 'read' } as const;
    forge.actors.set(tokens.evilApp, {
      identity: evil,
      token: tokens.evilApp,
      installation: {
        kind: 'app',
        permissions: () => permissions,
        repositories: undefined,
        account: ORGANIZATION,
      },
    });
  }
  return tokens;
}

export async function seedRepository(forge: Forge, files: RepositorySpec['files']): Promise<void> {
  await createRepository(forge, {
    owner: ORGANIZATION,
    name: 'app',
    files: files ?? { 'README.md': '# app\n', 'src/greeting.txt': 'Hello\n' },
    roles: { walter: 'write', rita: 'read' },
  });
}
