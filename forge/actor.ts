import type { Identity, Permissions } from './identities.ts';

/** Whoever holds a token. */
export interface Actor {
  readonly identity: Identity;
  readonly token: string;
  /** Absent for people: they have roles instead. */
  readonly installation?: {
    readonly kind: 'app' | 'workflow';
    readonly permissions: () => Permissions;
    /** Lower-case full names; undefined is every repository of the account. */
    readonly repositories: ReadonlySet<string> | undefined;
    readonly account: string;
  };
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number;
}
