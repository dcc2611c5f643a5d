import { createSign } from 'node:crypto';
import type { OpenForge } from '../../forge/open-forge.ts';

/** The JSON web token an App proves itself with: RS256, ten minutes at most (docs: "generating a JWT for a GitHub App"). */
export function appToken({ appId, privateKey }: Pick<OpenForge, 'appId' | 'privateKey'>): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claim = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat: now - 60, exp: now + 540, iss: String(appId) })}`;
  return `${claim}.${createSign('RSA-SHA256').update(claim).sign(privateKey, 'base64url')}`;
}
