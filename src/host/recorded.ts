import { statusOf, type Answer, type Api } from './api.ts';

/** Where writes are written down. */
export interface Record {
  add(kind: string, data: unknown): void;
}

/** The same API, with each write in a record before it is sent, and its answer after. Texts stay out of it. */
export function recorded(api: Api, record: Record): Api {
  async function note<Told>(
    route: string,
    place: object,
    send: () => Promise<Told>,
    statusIn: (told: Told) => number,
  ): Promise<Told> {
    record.add('write', { route, place });
    try {
      const told = await send();
      record.add('answer', { route, status: statusIn(told) });
      return told;
    } catch (error) {
      record.add('answer', { route, status: statusOf(error) });
      throw error;
    }
  }

  return {
    get sent() {
      return api.sent;
    },
    async request(route, parameters = {}) {
      const send = (): Promise<Answer> => api.request(route, parameters);
      if (route.startsWith('GET ')) return await send();
      return await note(route, placeOf(route, parameters), send, ({ status }) => status);
    },
    async mutate(mutation, variables) {
      const [, name = ''] = /\{\s*(\w+)/.exec(mutation) ?? [];
      const send = (): Promise<void> => api.mutate(mutation, variables);
      await note('POST /graphql', { mutation: name }, send, () => 200);
    },
  };
}

/** The parameters that stand in the route's path. */
function placeOf(route: string, parameters: Readonly<{ [name: string]: unknown }>): object {
  const names = [...route.matchAll(/\{\+?(\w+)\}/g)].map(([, name]) => name ?? '');
  return Object.fromEntries(names.map((name) => [name, parameters[name]]));
}
