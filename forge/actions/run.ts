import type { Repository } from '../repository.ts';

/** One job of one run of a workflow. The forge runs none: whoever starts one here does its work. */
export interface WorkflowRun {
  readonly id: number;
  readonly repository: Repository;
  /** Where its commit comes from: a fork's for what a pull request of a fork starts. */
  readonly headRepository: Repository;
  readonly headBranch: string;
  readonly headSha: string;
  readonly event: string;
  /** Of the workflow's file, such as `.github/workflows/bot.yml`. */
  readonly path: string;
  readonly startedAt: string;
  /** Whether it was told to end. Its work is done elsewhere, so it never ends by itself here. */
  isCancelled: boolean;
  /** How the service for artifacts calls the run and its job. */
  readonly backendId: string;
  readonly jobBackendId: string;
  /** What the runner hands to actions as `ACTIONS_RUNTIME_TOKEN`. */
  readonly runtimeToken: string;
}
