import { systemFiles, type Files } from '../../src/writer/files.ts';

/** One call of the port. */
export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  /** From 0, over all calls. */
  readonly index: number;
}

/** A system error as Node makes them. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code });
}

/**
 * The real files behind a hook: `before` may throw in place of a call, `after` once it was done. Sleeping takes no time.
 */
export function interceptFiles(
  before: (call: Call) => void,
  after: (call: Call) => void = () => undefined,
  base: Files = systemFiles,
): Files {
  let index = -1;
  const quick: Files = { ...base, sleep: () => Promise.resolve() };
  return new Proxy(quick, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (typeof value !== 'function') return value;
      const name = String(key);
      if (name === 'now' || name === 'sleep' || name === 'randomName') return value;
      return (...args: unknown[]) => {
        index += 1;
        const call = { name, args, index };
        before(call);
        const result: unknown = Reflect.apply(value, target, args);
        after(call);
        return result;
      };
    },
  });
}

/** Where the call goes to, for messages: the last component of each path. */
export function describeCall({ name, args, index }: Call): string {
  const names = args
    .filter((arg) => typeof arg === 'string')
    .map((arg) => arg.slice(arg.lastIndexOf('/') + 1));
  return `${index} ${name} ${names.join(' ')}`;
}
