import type { Artifact } from './actions/artifact.ts';
import type { WorkflowRun } from './actions/run.ts';
import type { Actor } from './actor.ts';
import type { Emulator } from './emulator.ts';
import type { Faults } from './control/faults.ts';
import type { RequestLog } from './control/request-log.ts';
import type { Git } from './git/git.ts';
import type { Relay } from './hooks/relay.ts';
import type { Permissions } from './identities.ts';
import type { FirstCommit, Repository } from './repository.ts';

/** Everything one running forge knows. Handlers get it with each call. */
export interface Forge {
  /** Without a slash at its end; the API, git and the pages live under it. */
  readonly url: string;
  /** A directory of its own, taken away at the end. */
  readonly room: string;
  readonly git: Git;
  /** What `git upload-pack` says it can do, once it was asked. */
  capabilities: Buffer | undefined;
  readonly emulator: Emulator;
  readonly actors: Map<string, Actor>;
  readonly repositories: Map<string, Repository>;
  /** By branch, files and author. */
  readonly firstCommits: Map<string, Promise<FirstCommit>>;
  readonly runs: Map<number, WorkflowRun>;
  /** Oldest first. */
  readonly artifacts: Artifact[];
  readonly relay: Relay;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly webhookSecret: string;
  /** The App's. */
  readonly privateKey: string;
  /** Signs what GitHub itself would sign. */
  readonly signingKey: string;
  /** What GITHUB_TOKEN may do; set by control. */
  workflowPermissions: Permissions;
  /** App manifests waiting for their code to be converted. */
  readonly manifests: Map<string, Record<string, unknown>>;
  /** Ids of what the forge itself makes (reactions, statuses). */
  nextId(): number;
}

export function repositoryNamed(forge: Forge, owner: string, name: string): Repository | undefined {
  return forge.repositories.get(`${owner}/${name.replace(/\.git$/, '')}`.toLowerCase());
}
