/** `npm run bench [-- name...]`: every measurement prints ratios of medians, taken in one run beside its peers. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  start: async () => (await import('./start.ts')).benchStart(),
  writer: async () => (await import('./writer.ts')).benchWriter(),
  checkout: async () => (await import('./checkout.ts')).benchCheckout(),
  guards: async () => (await import('./guards.ts')).benchGuards(),
  publish: async () => (await import('./publish.ts')).benchPublish(),
  agents: async () => (await import('./agents.ts')).benchAgents(),
  story: async () => (await import('./story.ts')).benchStory(),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}.`);
  process.exitCode = 2;
} else {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (asked.length === 0 || asked.includes(name)) await bench();
  }
}
