import { createPrivateKey } from 'node:crypto';
import { getPrivateKey } from '@probot/get-private-key';

/** The App's settings in Probot's own variables, each checked before anything starts. */
export interface AppSettings {
  readonly appId: number;
  readonly privateKey: string;
  readonly secret: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly host: string;
  readonly port: number;
}

/** A setting is missing or malformed; the message names it. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
  readonly code = 'ESETTING';
}

export function parseAppSettings(environment: Readonly<Record<string, string>>): AppSettings {
  const appId = Number(required(environment, 'APP_ID'));
  if (!Number.isSafeInteger(appId) || appId <= 0)
    throw new SettingError('APP_ID is not the number of an App');
  const secret = required(environment, 'WEBHOOK_SECRET');
  const { GHE_HOST: gheHost = '', GHE_PROTOCOL: protocol = 'https', HOST: host = 'localhost' } = environment;
  const port = Number(environment['PORT'] ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new SettingError('PORT is not the number of a port');
  if (protocol !== 'https' && protocol !== 'http')
    throw new SettingError('GHE_PROTOCOL is not http or https');
  // A name and perhaps a port, as `URL` writes them: nothing that would make another address of it.
  if (gheHost !== '' && URL.parse(`http://${gheHost}`)?.host !== gheHost.toLowerCase())
    throw new SettingError('GHE_HOST is not the name of a host');
  const serverUrl = gheHost === '' ? 'https://github.com' : `${protocol}://${gheHost}`;
  return {
    appId,
    privateKey: parsePrivateKey(environment),
    secret,
    apiUrl: gheHost === '' ? 'https://api.github.com' : `${serverUrl}/api/v3`,
    serverUrl,
    host,
    port,
  };
}

function required(environment: Readonly<Record<string, string>>, name: string): string {
  const value = environment[name] ?? '';
  if (value === '') throw new SettingError(`${name} is not set`);
  return value;
}

/** As Probot reads it: the key itself, base64 of it, or the file that `PRIVATE_KEY_PATH` names. */
function parsePrivateKey(environment: Readonly<Record<string, string>>): string {
  const { PRIVATE_KEY: key = '', PRIVATE_KEY_PATH: path = '' } = environment;
  if (key === '' && path === '') throw new SettingError('PRIVATE_KEY or PRIVATE_KEY_PATH is not set');
  const name = key === '' ? 'PRIVATE_KEY_PATH' : 'PRIVATE_KEY';
  try {
    const found =
      getPrivateKey({ env: { PRIVATE_KEY: key || undefined, PRIVATE_KEY_PATH: path || undefined } }) ?? '';
    createPrivateKey(found);
    return found;
  } catch (cause) {
    throw new SettingError(`${name} holds no private key in PEM form`, { cause });
  }
}
