import { statusOf, type Answer, type Api } from './api.ts';

/** Where writes are written down. */
export interface Record {
  add(kind: string, data: unknown): void;
}

/** The same API, with each write in a record before it is sent, and its answer after. Texts stay out of it. */
export function recorded(api: Api, record: Record): Api {
  return {
    get sent() {
      return api.sent;
    },
    async request(route, parameters = {}): Promise<Answer> {
      if (route.startsWith('GET ')) return await api.request(route, parameters);
      record.add('write', { route, place: placeOf(route, parameters) });
      try {
        const answer = await api.request(route, parameters);
        record.add('answer', { route, status: answer.status });
        return answer;
      } catch (error) {
        record.add('answer', { route, status: statusOf(error) });
        throw error;
      }
    },
  };
}

/** The parameters that stand in the route's path. */
function placeOf(route: string, parameters: Readonly<{ [name: string]: unknown }>): object {
  const names = [...route.matchAll(/\{\+?(\w+)\}/g)].map(([, name]) => name ?? '');
  return Object.fromEntries(names.map((name) => [name, parameters[name]]));
}
