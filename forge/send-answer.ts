import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

/**
 * Writes an answer with the headers GitHub sends; 304 where the client has it already (emulate sends no ETag and
 * always 200): https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
export function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): number {
  const isJson = answer.json !== undefined;
  const bytes = Buffer.from(isJson ? JSON.stringify(answer.json) : (answer.bytes ?? ''));
  const headers: Record<string, string> = {
    'x-github-request-id': randomUUID(),
    'x-github-media-type': 'github.v3; format=json',
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    'x-ratelimit-used': '1',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
    'x-ratelimit-resource': 'core',
    ...(isJson ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    ...answer.headers,
  };
  if (answer.status === 200 && isJson && (request.method === 'GET' || request.method === 'HEAD')) {
    const tag = `W/"${createHash('sha256').update(bytes).digest('hex')}"`;
    headers['etag'] = tag;
    if (request.headers['if-none-match']?.split(/,\s*/).includes(tag) === true) {
      response.writeHead(304, headers).end();
      return 0;
    }
  }
  if (answer.status !== 204) headers['content-length'] = String(bytes.length);
  response.writeHead(answer.status, headers);
  if (request.method === 'HEAD' || answer.status === 204) response.end();
  else response.end(bytes);
  return bytes.length;
}
