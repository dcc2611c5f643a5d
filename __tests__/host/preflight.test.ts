import { expect, test } from 'vitest';
import { findObstacles, type Errand } from '../../src/host/preflight.ts';
import { readStanding, type Standing } from '../../src/host/standing.ts';
import type { Api } from '../../src/host/api.ts';

const FREE: Standing = {
  archived: false,
  mayWrite: true,
  missingScope: null,
  isProtected: false,
  rules: [],
  workflowsMayOpenPullRequests: true,
};
const APP: Errand = {
  branch: 'new',
  opensPullRequest: true,
  self: 7,
  permissions: { contents: 'write', pull_requests: 'write', issues: 'write', metadata: 'read' },
  signs: false,
};
const WORKFLOW: Errand = { ...APP, self: 41_898_282, permissions: null };
const PERSON: Errand = { ...APP, permissions: null };

test('nothing is in the way where the host says nothing against it', () => {
  expect(findObstacles(FREE, APP)).toEqual([]);
  expect(findObstacles({ ...FREE, workflowsMayOpenPullRequests: null }, WORKFLOW)).toEqual([]);
});

test.each<[string, Partial<Standing>, Partial<Errand>, string, boolean]>([
  ['an archived repository', { archived: true }, {}, 'EARCHIVED', true],
  [
    'an App that may only read contents',
    {},
    { permissions: { contents: 'read', pull_requests: 'write' } },
    'EPERMISSION',
    true,
  ],
  ['an App without pull requests', {}, { permissions: { contents: 'write' } }, 'EPERMISSION', true],
  [
    'workflows that may open no pull requests',
    { workflowsMayOpenPullRequests: false },
    WORKFLOW,
    'EACTIONSPR',
    true,
  ],
  ['a person who may only read', { mayWrite: false }, PERSON, 'EPERMISSION', true],
  ['a scope that is missing', { missingScope: 'repo' }, PERSON, 'EPERMISSION', true],
  ['protection of the branch', { isProtected: true }, { branch: 'existing' }, 'EPROTECTED', false],
  ['a rule on new branches', { rules: ['creation#3'] }, {}, 'ERULESET', false],
  ['a rule on updates', { rules: ['update#3'] }, { branch: 'existing' }, 'ERULESET', false],
  [
    'a rule that wants pull requests',
    { rules: ['pull_request#3'] },
    { branch: 'existing' },
    'ERULESET',
    false,
  ],
  [
    'a rule that wants checks',
    { rules: ['required_status_checks#3'] },
    { branch: 'existing' },
    'ERULESET',
    false,
  ],
  ['a rule that wants signatures', { rules: ['required_signatures#3'] }, {}, 'EUNSIGNED', false],
])('%s is in the way', (_, standing, errand, code, certain) => {
  expect(findObstacles({ ...FREE, ...standing }, { ...APP, ...errand })).toMatchObject([{ code, certain }]);
});

test.each<[string, Partial<Standing>, Partial<Errand>]>([
  ['a setting for workflows, for an App', { workflowsMayOpenPullRequests: false }, {}],
  [
    'the same setting, where no pull request is opened',
    { workflowsMayOpenPullRequests: false },
    { ...WORKFLOW, opensPullRequest: false },
  ],
  [
    'a permission for pull requests, where none is opened',
    {},
    { opensPullRequest: false, permissions: { contents: 'write' } },
  ],
  ['what a host says of an account, for a workflow', { mayWrite: false }, WORKFLOW],
  [
    'protection that is told of as a rule',
    { isProtected: true, rules: ['deletion#1'] },
    { branch: 'existing' },
  ],
  ['a rule on updates, for a new branch', { rules: ['update#1', 'pull_request#1'] }, {}],
  ['a rule on new branches, for one that is there', { rules: ['creation#1'] }, { branch: 'existing' }],
  ['a rule that wants signatures, where we sign', { rules: ['required_signatures#1'] }, { signs: true }],
])('%s is not', (_, standing, errand) => {
  expect(findObstacles({ ...FREE, ...standing }, { ...APP, ...errand })).toEqual([]);
});

interface Told {
  readonly isPrivate?: boolean;
  readonly scopes?: readonly string[];
}

/** A host that says this of one repository, whose every branch is protected, and nothing else. */
function openTelling({ isPrivate = false, scopes }: Told): Api {
  return {
    sent: 0,
    mutate: async () => undefined,
    async request(route) {
      const isOf = (end: string): boolean => route.endsWith(end);
      const data = isOf('{repo}')
        ? { archived: false, private: isPrivate, permissions: { push: false } }
        : isOf('{+branch}') && !route.includes('/rules/')
          ? { protected: true }
          : route.includes('/rules/')
            ? []
            : { can_approve_pull_request_reviews: true };
      return { status: 200, data, scopes: scopes ?? null };
    },
  };
}

test.each<[string, Told, string | null]>([
  ['another kind of token', {}, null],
  ['a public repository', { scopes: ['read:user', 'public_repo'] }, null],
  ['a public repository without its scope', { scopes: ['read:user'] }, 'public_repo'],
  ['a private repository', { isPrivate: true, scopes: ['repo'] }, null],
  ['a private repository without its scope', { isPrivate: true, scopes: ['public_repo'] }, 'repo'],
])('the scope that a token lacks is known beforehand: %s', async (_, told, missingScope) => {
  const standing = await readStanding(openTelling(told), { owner: 'acme', name: 'x' }, 'main', true);
  expect(standing).toMatchObject({ missingScope, mayWrite: false, isProtected: true });
  const unborn = await readStanding(openTelling(told), { owner: 'acme', name: 'x' }, 'bot/x', false);
  expect(unborn.isProtected).toBe(false);
});
