import type { WorkflowRun } from './run.ts';

export interface Artifact {
  readonly id: number;
  readonly run: WorkflowRun;
  readonly name: string;
  readonly createdAt: string;
  readonly mimeType: string;
  /** In the addresses that need no other proof. */
  readonly signature: string;
  /** What was put, by the ids that the client gave; joined when it names their order. */
  readonly blocks: Map<string, Buffer>;
  bytes: Buffer;
  /** `sha256:<hex>` as its uploader says. */
  digest: string | null;
  /** Nobody sees it before. */
  isFinal: boolean;
  isExpired: boolean;
}
