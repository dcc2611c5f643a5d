import { setImmediate as turn } from 'node:timers/promises';

const held = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Held = (typeof held)[number];

/**
 * Holds back what ends a process until disposed: then the handlers are exactly those that were there before, in their
 * order, and every signal that came is delivered to them once.
 */
export function holdSignals(): AsyncDisposable {
  const came = new Set<Held>();
  const note = (signal: Held): void => {
    came.add(signal);
  };
  const before = held.map((signal) => ({
    signal,
    listeners: process.rawListeners(signal).filter(isHandler),
  }));
  // Ours first: without any handler in between, the signal would end the process.
  for (const { signal, listeners } of before) {
    process.on(signal, note);
    for (const listener of listeners) process.removeListener(signal, listener);
  }
  return {
    async [Symbol.asyncDispose]() {
      // A signal that came while no other code could run is told in the next turn, at the latest in the one after.
      await turn();
      await turn();
      for (const { signal, listeners } of before) {
        for (const listener of listeners) process.on(signal, listener);
        process.removeListener(signal, note);
      }
      for (const signal of came) process.kill(process.pid, signal);
    },
  };
}

function isHandler(listener: unknown): listener is NodeJS.SignalsListener {
  return typeof listener === 'function';
}
