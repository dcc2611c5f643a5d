import { expect, test } from 'vitest';
import { findObstacles, type Errand } from '../../src/host/preflight.ts';
import type { Standing } from '../../src/host/standing.ts';

const FREE: Standing = { archived: false, rules: [], workflowsMayOpenPullRequests: true };
const APP: Errand = {
  branch: 'new',
  opensPullRequest: true,
  self: 7,
  permissions: { contents: 'write', pull_requests: 'write', issues: 'write', metadata: 'read' },
  signs: false,
};
const WORKFLOW: Errand = { ...APP, self: 41_898_282, permissions: null };

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
  ['a rule on updates, for a new branch', { rules: ['update#1', 'pull_request#1'] }, {}],
  ['a rule on new branches, for one that is there', { rules: ['creation#1'] }, { branch: 'existing' }],
  ['a rule that wants signatures, where we sign', { rules: ['required_signatures#1'] }, { signs: true }],
])('%s is not', (_, standing, errand) => {
  expect(findObstacles({ ...FREE, ...standing }, { ...APP, ...errand })).toEqual([]);
});
