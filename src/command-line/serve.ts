import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { openBotServer } from '../bot/server.ts';
import { parseAppSettings } from '../bot/settings.ts';
import { openScratch } from '../checkout/scratch.ts';
import { openEnvironmentSigner } from '../git/key-file.ts';
import { emptyReport, type Report } from '../report/report.ts';
import { newRunId } from '../report/run-id.ts';
import { stateDirectory } from '../state/place.ts';
import { openStore } from '../state/store.ts';
import type { Surroundings } from './terminal.ts';
import { parseCommandLine } from './usage.ts';

/** `wholly serve`: the App's webhook server, until it is told to stop. */
export async function serveCommand(args: readonly string[], surroundings: Surroundings): Promise<Report> {
  parseCommandLine(args, { json: { type: 'boolean' } }, { least: 0, most: 0 });
  const { environment, stderr, signal } = surroundings;
  const settings = parseAppSettings(environment);
  const store = await openStore(stateDirectory(environment));
  const log = (line: string): void => void stderr.write(`${line}\n`);
  await using cleanUp = new AsyncDisposableStack();
  const signer = await openEnvironmentSigner(environment, async () => {
    const { directory } = cleanUp.use(await openScratch(tmpdir()));
    return directory;
  });
  await using server = await openBotServer({ settings, store, environment, signer, log });
  log(`wholly listens on ${server.url}`);
  if (!signal.aborted) await once(signal, 'abort');
  return {
    ...emptyReport(newRunId()),
    conclusion: 'answered',
    reason: 'The server stopped as it was told to.',
  };
}
