import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { client, methods, ndJsonStream, PROTOCOL_VERSION } from '@agentclientprotocol/sdk';
import { rolldown } from 'rolldown';
import { acpAgent } from '../src/agent/acp.ts';
import type { Agent } from '../src/agent/agent.ts';
import { commandAgent, ownLimits } from '../src/agent/command.ts';
import { findBwrap, rootBwrap, userBwrap } from '../src/sandbox/bwrap.ts';
import { parseFeatures } from '../src/sandbox/bwrap-profile.ts';
import { none } from '../src/sandbox/none.ts';
import type { Bwrap } from '../src/sandbox/run-bwrap.ts';
import type { Command, Sandbox } from '../src/sandbox/sandbox.ts';
import { measure, medianOf, printRatios } from './measure.ts';

/** Allowed, and never asked for. */
const HOST = 'model.invalid';
const PROMPT = 'Work.\n';
/** Descriptors that a launcher of ours reads: its arguments, three small files and a filter. */
const FEEDS = [3, 4, 5, 6, 7];
const ROUNDS = { start: 31, drivers: 7 };

/** What an agent costs beyond itself: the start of its sandbox, its driver, and memory while it prints. */
export async function benchAgents(): Promise<void> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'wholly-bench-')));
  try {
    const bwrap = await findBwrap(parseFeatures);
    const rungs = process.geteuid?.() === 0 ? [userBwrap, rootBwrap] : [userBwrap];
    if (bwrap === null) console.log('\nThere is no bubblewrap here: only plain processes are measured.');
    else {
      for (const open of rungs) {
        await benchStart(open, bwrap, directory, []);
        await benchStart(open, bwrap, directory, [HOST]);
      }
    }
    await benchDrivers([none, ...(bwrap === null ? [] : [userBwrap(bwrap)])], directory);
    benchMemory();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function benchStart(
  open: (bwrap: Bwrap) => Sandbox,
  bwrap: Bwrap,
  parent: string,
  hosts: readonly string[],
): Promise<void> {
  const sandbox = open(bwrap);
  const directory = await mkdtemp(join(parent, 'start-'));
  const command: Command = {
    argv: ['/usr/bin/true'],
    cwd: join(directory, 'checkout'),
    env: {},
    hosts,
    limits: { ...ownLimits, wallMs: 60_000, outputBytes: 1024 },
  };
  await mkdir(command.cwd);
  // One rung enters it as somebody else.
  for (const path of [parent, directory, command.cwd]) await chmod(path, 0o755);
  const launch = await record(open, bwrap, command, directory);
  const bare = `floor: bare bwrap, the same arguments`;
  const plain = 'plain spawn';
  const measured = await measure(
    [
      { name: bare, run: () => start(bwrap.program, launch.words, launch.feeds) },
      { name: plain, run: () => start('/usr/bin/true', [], []) },
      {
        name: `wholly, ${sandbox.name}`,
        run: async () => {
          const exit = await sandbox.run(command);
          if (exit.kind !== 'exited' || exit.exitCode !== 0) throw new Error(`it ended as ${exit.kind}`);
        },
      },
    ],
    ROUNDS.start,
  );
  const network = hosts.length === 0 ? 'no network' : 'one host';
  printRatios(
    `Sandbox start: ${sandbox.name}, ${network} (target: at most 2x bare, 60 ms over a plain spawn)`,
    measured,
    bare,
  );
  const [, spawned, ours] = measured;
  console.log(`  over a plain spawn: ${((ours?.median ?? 0) - (spawned?.median ?? 0)).toFixed(0)} ms`);
}

interface Launch {
  readonly words: readonly string[];
  readonly feeds: readonly string[];
}

/** The very arguments that a rung gives bubblewrap, from a program in its place that writes them down. */
async function record(
  open: (bwrap: Bwrap) => Sandbox,
  { features }: Bwrap,
  command: Command,
  directory: string,
): Promise<Launch> {
  const program = join(directory, 'recorder');
  const save = FEEDS.map((fd) => `cat <&${fd} > '${directory}/${fd}'`);
  const lines = ['#!/bin/sh', `printf '%s\\0' "$@" > '${directory}/words'`, ...save, 'exit 1'];
  await writeFile(program, `${lines.join('\n')}\n`, { mode: 0o755 });
  // That it started nothing is no news.
  await open({ program, features })
    .run(command)
    .catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESANDBOX')) throw error;
    });
  const words = (await readFile(join(directory, 'words'), 'utf8')).split('\0').slice(0, -1);
  const feeds = await Promise.all(FEEDS.map((fd) => readFile(join(directory, `${fd}`), 'latin1')));
  // The way out lay in a directory that is gone with its run. Until something is asked for, nobody needs to listen there.
  const socket = join(directory, 'egress');
  await mkdir(socket);
  return {
    words,
    feeds: feeds.map((feed) => feed.replace(/\0[^\0]*\/wholly-run-[^\0]*\/egress\0/, `\0${socket}\0`)),
  };
}

async function start(file: string, words: readonly string[], feeds: readonly string[]): Promise<void> {
  const child = spawn(file, words, {
    env: { PATH: '/usr/bin:/bin' },
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe', ...feeds.map(() => 'pipe' as const), 'pipe'],
  });
  child.stdin?.end();
  for (const [index, feed] of feeds.entries()) {
    const pipe = child.stdio[3 + index];
    if (pipe && 'end' in pipe) pipe.end(feed, 'latin1');
  }
  for (const stream of child.stdio) if (stream && 'resume' in stream) stream.resume();
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`${file} ended with ${child.exitCode}`);
}

/** A scripted agent of about a second, as a command and over the protocol, alone and by our drivers. */
async function benchDrivers(sandboxes: readonly Sandbox[], parent: string): Promise<void> {
  const directory = await mkdtemp(join(parent, 'drivers-'));
  const bundle = await rolldown({
    input: fileURLToPath(new URL('agent-script.ts', import.meta.url)),
    platform: 'node',
  });
  await bundle.write({ file: join(directory, 'agent.mjs') });
  await bundle.close();
  const words = (how: string): [string, ...string[]] => [process.execPath, join(directory, 'agent.mjs'), how];
  const drivers = [
    { how: 'command', alone: () => workAlone(words('command'), directory), open: commandAgent },
    { how: 'acp', alone: () => talkAlone(words('acp'), directory), open: acpAgent },
  ];
  for (const { how, alone, open } of drivers) {
    const floor = `floor: ${how === 'acp' ? "the protocol's own client" : 'the bare command'}`;
    const measured = await measure(
      [
        { name: floor, run: alone },
        ...sandboxes.map((sandbox) => ({
          name: `wholly, driver ${how} in ${sandbox.name}`,
          run: () => drive(open(words(how), sandbox), directory),
        })),
      ],
      ROUNDS.drivers,
    );
    printRatios(`Driver: ${how}, a scripted agent of ten steps (target: at most 1.1x)`, measured, floor);
  }
}

async function drive(agent: Agent, directory: string): Promise<void> {
  const { status, reason } = await agent.run(
    {
      prompt: PROMPT,
      directory,
      env: { PATH: process.env['PATH'] ?? '' },
      hosts: [],
      limits: { wallMs: 60_000, outputBytes: 1024 ** 2 },
    },
    () => undefined,
  );
  if (status !== 'completed') throw new Error(reason);
}

async function workAlone([file, ...words]: readonly [string, ...string[]], cwd: string): Promise<void> {
  const child = spawn(file, words, { cwd, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdout.resume();
  child.stdin.end(PROMPT);
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`the script ended with ${child.exitCode}`);
}

async function talkAlone([file, ...words]: readonly [string, ...string[]], cwd: string): Promise<void> {
  const child = spawn(file, words, { cwd, stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const stream = ndJsonStream(Writable.toWeb(child.stdin), Readable.toWeb(child.stdout));
  await client({ name: 'bench' })
    .onNotification(methods.client.session.update, () => undefined)
    .connectWith(stream, async (agent) => {
      await agent.request(methods.agent.initialize, {
        protocolVersion: PROTOCOL_VERSION,
        clientCapabilities: {},
      });
      const { sessionId } = await agent.request(methods.agent.session.new, { cwd, mcpServers: [] });
      const prompt = [{ type: 'text' as const, text: PROMPT }];
      await agent.request(methods.agent.session.prompt, { sessionId, prompt });
    });
  child.stdin.end();
  await closed;
}

function benchMemory(): void {
  const script = fileURLToPath(new URL('agent-memory.ts', import.meta.url));
  const peaks = (how: string, megabytes: number): number => {
    const runs = Array.from({ length: 3 }, () => {
      const { stdout, status } = spawnSync(process.execPath, [script, how, `${megabytes}`], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      if (status !== 0) throw new Error(`${how} of ${megabytes} MB ended with ${status}`);
      return Number(stdout);
    });
    return medianOf(runs.toSorted((a, b) => a - b));
  };
  console.log('\nPeak memory of the bot while an agent prints 1 GB (target: flat, as with 10 MB)');
  for (const how of ['text', 'lines', 'one-line', 'acp']) {
    const [small, large] = [peaks(how, 10), peaks(how, 1000)];
    const ratio = `${(large / small).toFixed(2)}x`;
    console.log(`  ${ratio.padStart(8)}  ${how.padEnd(10)} ${small.toFixed(0)} MB -> ${large.toFixed(0)} MB`);
  }
}
