import { createServer, request } from 'node:http';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ToolCall } from './agents.ts';

/** What the model is shown. */
export interface Seen {
  /** Of its calls so far, oldest first. */
  readonly results: readonly string[];
  /** Where the prompt says that the request and its thread lie as files. */
  readonly given: string;
}

export type Answer =
  | { readonly toolCalls: readonly ToolCall[] }
  | { readonly content: string }
  | { readonly error: { readonly message: string; readonly type: string }; readonly status: number };

/** `breaks off`: its answers end in their middle. `gone`: nobody listens at its address. */
export type Fault = 'breaks off' | 'gone';

export interface Model extends AsyncDisposable {
  readonly url: string;
  /** The keys it was asked with. */
  keys(): readonly string[];
  /** Everything that it was shown. */
  said(): readonly string[];
}

interface Mock {
  readonly url: string;
  on(match: object, answer: (request: MockRequest) => Answer): void;
  start(): Promise<unknown>;
  stop(): Promise<unknown>;
}

interface MockRequest {
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly tools?: readonly unknown[];
}

/** A model that follows a script, whichever agent's protocol it is asked in, behind a door that notes who asks. */
export async function openModel(answer: (seen: Seen) => Answer, fault: Fault | null = null): Promise<Model> {
  // Of a package that is there only once it is installed.
  const entry = createRequire(join(import.meta.dirname, 'package.json')).resolve('@copilotkit/aimock');
  const { LLMock }: { LLMock: new (options: object) => Mock } = await import(pathToFileURL(entry).href);
  const mock = new LLMock({ port: 0, logLevel: 'silent' });
  const said: string[] = [];
  const keys: string[] = [];
  mock.on({ predicate: () => true }, ({ messages, tools = [] }) => {
    said.push(JSON.stringify(messages));
    // Agents ask for titles and the like on the side.
    if (tools.length === 0) return { content: 'A title' };
    const results = messages.flatMap(({ role, content }) =>
      role === 'tool' ? [typeof content === 'string' ? content : JSON.stringify(content)] : [],
    );
    const given = /(\/[^\s"'\\]*)\/thread\.md:/.exec(JSON.stringify(messages))?.[1] ?? '/nowhere';
    return answer({ results, given });
  });
  await mock.start();
  const upstream = new URL(mock.url);
  const door = createServer((incoming, response) => {
    const { headers, url = '/', method } = incoming;
    keys.push(String(headers['x-api-key'] ?? headers.authorization ?? headers['x-goog-api-key'] ?? url));
    const onward = request(
      { host: upstream.hostname, port: upstream.port, path: url, method, headers, agent: false },
      (answered) => {
        response.writeHead(answered.statusCode ?? 502, answered.headers);
        if (fault === 'breaks off') {
          answered.once('data', (bytes: Buffer) => {
            response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
          });
        } else answered.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const url = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  if (fault === 'gone') door.close();
  return {
    url,
    keys: () => keys,
    said: () => said,
    async [Symbol.asyncDispose]() {
      door.closeAllConnections();
      door.close();
      await mock.stop();
    },
  };
}
