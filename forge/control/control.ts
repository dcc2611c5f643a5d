import { startRun, type WorkflowRunFacts, type WorkflowRunSpec } from '../actions/runs.ts';
import { Refusal } from '../answer.ts';
import { repositoryNamed, type Forge } from '../forge.ts';
import { identityOf, newToken, type Permissions } from '../identities.ts';
import { objectAt, textAt } from '../json.ts';
import {
  createRepository,
  deleteRepository,
  type RepositoryFacts,
  type RepositorySpec,
} from '../repositories.ts';
import type { Repository, Role } from '../repository.ts';
import { parseProtection } from '../rules/protection.ts';
import type { Ruleset } from '../rules/ruleset.ts';
import type { Delivery } from '../hooks/relay.ts';
import type { FaultRule } from './faults.ts';
import type { LoggedRequest } from './request-log.ts';

/** `owner/name`. */
export type FullName = string;

export interface TokenSpec {
  readonly login: string;
  /** For bots: what the token may do. Left out: everything that the App or GITHUB_TOKEN may. */
  readonly permissions?: Permissions;
  /** For bots: full names; left out: all of the organization. */
  readonly repositories?: readonly FullName[];
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number;
}

/** What tests, benches and the demo can do to a running forge, beside what GitHub itself offers. */
export interface Control {
  createRepository(spec: RepositorySpec): Promise<RepositoryFacts>;
  deleteRepository(name: FullName): Promise<void>;
  setPrivate(name: FullName, isPrivate: boolean): Promise<void>;
  setRole(name: FullName, login: string, role: Role): Promise<void>;
  /** Classic protection, in the body of GitHub's `PUT /branches/{branch}/protection`; null takes it away. */
  protectBranch(name: FullName, branch: string, rules: Record<string, unknown> | null): Promise<void>;
  setRulesets(name: FullName, rulesets: readonly Ruleset[]): Promise<void>;
  /** `can_approve_pull_request_reviews`. */
  allowActionsPulls(name: FullName, isAllowed: boolean): Promise<void>;
  /** Bytes; null: none. */
  limitFiles(name: FullName, bytes: number | null): Promise<void>;
  /** Push protection for what this extended regular expression finds; null takes it away. */
  protectSecrets(name: FullName, pattern: string | null): Promise<void>;
  setWorkflowPermissions(permissions: Permissions): Promise<void>;
  /** A run of a workflow of `name`; `from` is where its commit comes from, when that is a fork. */
  startRun(name: FullName, spec: WorkflowRunSpec, from?: FullName): Promise<WorkflowRunFacts>;
  /** As after the days for which artifacts are kept. */
  expireArtifacts(name: FullName): Promise<void>;
  createToken(spec: TokenSpec): Promise<string>;
  revokeToken(token: string): Promise<void>;

  /** Where webhooks go; null stops them (they are logged all the same). */
  setWebhookUrl(url: string | null): Promise<void>;
  /** Of one repository, where it is named. */
  listDeliveries(name?: FullName): Promise<Delivery[]>;
  /** The same delivery once more, under the same id. */
  redeliver(id: string): Promise<Delivery>;
  holdDeliveries(): Promise<void>;
  /** Sends what is held, all or the given ones in the given order, and holds no longer. */
  releaseDeliveries(ids?: readonly string[]): Promise<void>;
  /** The next `times` deliveries of this kind never arrive. */
  dropDeliveries(rule: { event?: string; action?: string; times?: number }): Promise<void>;
  /** Until every event known so far is delivered (or held, or dropped). */
  settleDeliveries(): Promise<void>;

  addFault(rule: FaultRule): Promise<void>;
  clearFaults(): Promise<void>;
  /** Those whose path holds `part`, where it is given. */
  listRequests(part?: string): Promise<LoggedRequest[]>;
  clearRequests(): Promise<void>;
}

export function openControl(forge: Forge): Control {
  const named = (name: FullName): Repository => {
    const [owner = '', short = ''] = name.split('/');
    const repository = repositoryNamed(forge, owner, short);
    if (repository === undefined) throw new Refusal(404, `There is no ${name}`);
    return repository;
  };
  const delivery = (id: string): Delivery => {
    const found = forge.relay.deliveries.find((one) => one.id === id);
    if (found === undefined) throw new Refusal(404, `There is no delivery ${id}`);
    return found;
  };
  return {
    createRepository: (spec) => createRepository(forge, spec),
    deleteRepository: (name) => deleteRepository(forge, named(name)),
    async setPrivate(name, isPrivate) {
      named(name).isPrivate = isPrivate;
    },
    async setRole(name, login, role) {
      named(name).roles.set(login, role);
    },
    async protectBranch(name, branch, rules) {
      const { protections } = named(name);
      if (rules === null) protections.delete(branch);
      else protections.set(branch, parseProtection(rules));
    },
    async setRulesets(name, rulesets) {
      named(name).rulesets = rulesets;
    },
    async allowActionsPulls(name, isAllowed) {
      named(name).actionsMayOpenPulls = isAllowed;
    },
    async limitFiles(name, bytes) {
      named(name).fileLimit = bytes ?? undefined;
    },
    async protectSecrets(name, pattern) {
      named(name).secrets = pattern ?? undefined;
    },
    async setWorkflowPermissions(permissions) {
      forge.workflowPermissions = permissions;
    },
    startRun: (name, spec, from) => startRun(forge, named(name), named(from ?? name), spec),
    async expireArtifacts(name) {
      for (const one of forge.artifacts) if (one.run.repository === named(name)) one.isExpired = true;
    },
    async createToken(spec) {
      const identity = identityOf(spec.login);
      if (identity === undefined) throw new Refusal(422, `${spec.login} is nobody the forge knows`);
      const isBot = identity.type === 'Bot';
      const token = newToken(isBot ? 'ghs' : 'ghp');
      const sample = [...forge.actors.values()].find((actor) => actor.identity === identity)?.installation;
      const { permissions, repositories, expiresAt } = spec;
      forge.actors.set(token, {
        identity,
        token,
        ...(expiresAt === undefined ? {} : { expiresAt }),
        ...(isBot
          ? {
              installation: {
                kind: sample?.kind ?? 'app',
                permissions: () => permissions ?? sample?.permissions() ?? {},
                repositories:
                  repositories === undefined
                    ? undefined
                    : new Set(repositories.map((name) => name.toLowerCase())),
                account: sample?.account ?? '',
              },
            }
          : {}),
      });
      return token;
    },
    async revokeToken(token) {
      forge.actors.delete(token);
    },
    async setWebhookUrl(url) {
      forge.relay.url = url ?? undefined;
    },
    async listDeliveries(name) {
      const { deliveries } = forge.relay;
      if (name === undefined) return deliveries;
      return deliveries.filter(
        ({ payload }) => textAt(objectAt(payload, 'repository'), 'full_name') === name,
      );
    },
    async redeliver(id) {
      await forge.relay.send(delivery(id));
      return delivery(id);
    },
    async holdDeliveries() {
      forge.relay.isHolding = true;
    },
    releaseDeliveries: (ids) => forge.relay.release(ids),
    async dropDeliveries({ times = 1, ...rule }) {
      forge.relay.drops.push({ ...rule, times });
    },
    settleDeliveries: () => forge.relay.idle(),
    async addFault(rule) {
      forge.faults.add(rule);
    },
    async clearFaults() {
      forge.faults.clear();
    },
    async listRequests(part = '') {
      return forge.log.requests.filter(({ path }) => path.includes(part));
    },
    async clearRequests() {
      forge.log.clear();
    },
  };
}
