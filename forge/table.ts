import { reads, writes } from './access.ts';
import {
  downloadArtifact,
  cancelRun,
  getRun,
  getWorkflowPermissions,
  listArtifacts,
  setWorkflowPermissions,
} from './api/actions.ts';
import { createBlob, getBlob } from './api/blobs.ts';
import {
  getBranch,
  getProtection,
  listBranches,
  listBranchRules,
  removeProtection,
  setProtection,
} from './api/branches.ts';
import { createCheckRun, listCheckRuns } from './api/checks.ts';
import {
  addCollaborator,
  checkCollaborator,
  getPermission,
  listCollaborators,
  removeCollaborator,
} from './api/collaborators.ts';
import { changeComment, createComment, createReviewComment } from './api/comments.ts';
import { createCommit, getCommit, getGitCommit, listCommits } from './api/commits.ts';
import { compare } from './api/compare.ts';
import { changeContents, getContents } from './api/contents.ts';
import { listHookDeliveries, redeliverHook } from './api/hook-deliveries.ts';
import {
  createInstallationToken,
  getApp,
  listInstallationRepositories,
  revokeInstallationToken,
} from './api/installations.ts';
import { changeAssignees, createIssue, getIssue, updateIssue } from './api/issues.ts';
import { changeLabels, listIssues } from './api/labels.ts';
import { convertManifest } from './api/manifest.ts';
import { mergePull } from './api/merge.ts';
import { passed } from './api/pass.ts';
import {
  createPull,
  getPull,
  listPullCommits,
  listPullFiles,
  listPulls,
  requestReviewers,
  updatePull,
} from './api/pulls.ts';
import { createReaction, deleteReaction, listReactions } from './api/reactions.ts';
import { changeRef, createRef, deleteRef, getRef, matchRefs } from './api/refs.ts';
import { forkRepository, updateRepository } from './api/repositories.ts';
import { createReview } from './api/reviews.ts';
import { combineStatuses, createStatus, listStatuses } from './api/statuses.ts';
import { createTag, getTag } from './api/tags.ts';
import { createTree, getTree } from './api/trees.ts';
import { getRateLimit, getSelf, getUserById } from './api/users.ts';
import { inRepository as row, plain, type Route } from './router.ts';

const talk = ['issues', 'pull_requests'];

/**
 * Every endpoint the forge has, one row each: what the caller must be allowed to, and which file answers. `passed` goes
 * to emulate and comes back made true. The first row that fits wins; what has no row is 404.
 */
export const TABLE: readonly Route[] = [
  plain('GET', '/user', getSelf),
  plain('GET', '/user/:id', getUserById),
  plain('GET', '/users/:login', passed),
  plain('GET', '/orgs/:org', passed),
  plain('GET', '/rate_limit', getRateLimit),
  plain('GET', '/meta', passed),

  plain('GET', '/app', getApp),
  plain('GET', '/app/installations', passed),
  plain('GET', '/app/installations/:id', passed),
  plain('POST', '/app/installations/:id/access_tokens', createInstallationToken),
  plain('GET', '/app/hook/deliveries', listHookDeliveries),
  plain('POST', '/app/hook/deliveries/:delivery/attempts', redeliverHook),
  plain('GET', '/installation/repositories', listInstallationRepositories),
  plain('DELETE', '/installation/token', revokeInstallationToken),
  plain('GET', '/orgs/:org/installation', passed),
  plain('GET', '/repos/:owner/:repo/installation', passed),
  plain('POST', '/app-manifests/:code/conversions', convertManifest),

  row('GET', '', reads('metadata'), passed),
  row('PATCH', '', writes('admin', 'administration'), updateRepository),
  row('POST', '/forks', reads('contents'), forkRepository),
  row('GET', '/collaborators', { ...reads('metadata'), role: 'write' }, listCollaborators),
  row('GET', '/collaborators/:login/permission', reads('metadata'), getPermission),
  row('GET', '/collaborators/:login', reads('metadata'), checkCollaborator),
  row('PUT', '/collaborators/:login', writes('admin', 'administration'), addCollaborator),
  row('DELETE', '/collaborators/:login', writes('admin', 'administration'), removeCollaborator),
  row('GET', '/actions/permissions/workflow', reads('administration', 'actions'), getWorkflowPermissions),
  row('PUT', '/actions/permissions/workflow', writes('admin', 'administration'), setWorkflowPermissions),
  row('GET', '/actions/artifacts', reads('actions'), listArtifacts),
  row('GET', '/actions/artifacts/:id/:format', reads('actions'), downloadArtifact),
  row('GET', '/actions/runs/:id', reads('actions'), getRun),
  row('POST', '/actions/runs/:id/cancel', writes('write', 'actions'), cancelRun),

  row('GET', '/branches', reads('contents'), listBranches),
  row('GET', '/branches/*branch/protection', { ...reads('administration'), role: 'admin' }, getProtection),
  row('PUT', '/branches/*branch/protection', writes('admin', 'administration'), setProtection),
  row('DELETE', '/branches/*branch/protection', writes('admin', 'administration'), removeProtection),
  row('GET', '/branches/*branch', reads('contents'), getBranch),
  row('GET', '/rules/branches/*branch', reads('metadata'), listBranchRules),

  row('GET', '/git/ref/*ref', reads('contents'), getRef),
  row('GET', '/git/matching-refs/*ref', reads('contents'), matchRefs),
  row('POST', '/git/refs', writes('write', 'contents'), createRef),
  row('PATCH', '/git/refs/*ref', writes('write', 'contents'), changeRef),
  row('DELETE', '/git/refs/*ref', writes('write', 'contents'), deleteRef),
  row('POST', '/git/blobs', writes('write', 'contents'), createBlob),
  row('GET', '/git/blobs/:sha', reads('contents'), getBlob),
  row('POST', '/git/trees', writes('write', 'contents'), createTree),
  row('GET', '/git/trees/:sha', reads('contents'), getTree),
  row('POST', '/git/commits', writes('write', 'contents'), createCommit),
  row('GET', '/git/commits/:sha', reads('contents'), getGitCommit),
  row('POST', '/git/tags', writes('write', 'contents'), createTag),
  row('GET', '/git/tags/:sha', reads('contents'), getTag),

  row('GET', '/contents', reads('contents'), getContents),
  row('GET', '/contents/*path', reads('contents'), getContents),
  row('PUT', '/contents/*path', writes('write', 'contents'), changeContents),
  row('DELETE', '/contents/*path', writes('write', 'contents'), changeContents),
  row('GET', '/compare/*basehead', reads('contents'), compare),
  row('GET', '/commits', reads('contents'), listCommits),
  row('GET', '/commits/*ref/check-runs', reads('checks'), listCheckRuns),
  row('GET', '/commits/*ref/status', reads('statuses'), combineStatuses),
  row('GET', '/commits/*ref/statuses', reads('statuses'), listStatuses),
  row('GET', '/commits/*ref', reads('contents'), getCommit),
  row('POST', '/statuses/:ref', writes('write', 'statuses'), createStatus),
  row('POST', '/check-runs', writes('write', 'checks'), createCheckRun),
  row('GET', '/check-runs/:id', reads('checks'), passed),
  row('PATCH', '/check-runs/:id', writes('write', 'checks'), passed),

  row('GET', '/issues', reads(...talk), listIssues),
  row('POST', '/issues', writes('read', 'issues'), createIssue),
  row('GET', '/issues/comments/:comment', reads(...talk), passed),
  row('PATCH', '/issues/comments/:comment', writes('read', ...talk), changeComment),
  row('DELETE', '/issues/comments/:comment', writes('read', ...talk), changeComment),
  row('POST', '/issues/comments/:comment/reactions', writes('read', ...talk), createReaction),
  row('GET', '/issues/comments/:comment/reactions', reads(...talk), listReactions),
  row('DELETE', '/issues/comments/:comment/reactions/:reaction', writes('read', ...talk), deleteReaction),
  row('GET', '/issues/:number', reads(...talk), getIssue),
  row('PATCH', '/issues/:number', writes('read', ...talk), updateIssue),
  row('GET', '/issues/:number/comments', reads(...talk), passed),
  row('POST', '/issues/:number/comments', writes('read', ...talk), createComment),
  row('GET', '/issues/:number/labels', reads(...talk), passed),
  row('POST', '/issues/:number/labels', writes('triage', ...talk), changeLabels),
  row('PUT', '/issues/:number/labels', writes('triage', ...talk), changeLabels),
  row('DELETE', '/issues/:number/labels', writes('triage', ...talk), changeLabels),
  row('DELETE', '/issues/:number/labels/*name', writes('triage', ...talk), changeLabels),
  row('POST', '/issues/:number/assignees', writes('triage', ...talk), changeAssignees),
  row('DELETE', '/issues/:number/assignees', writes('triage', ...talk), changeAssignees),
  row('POST', '/issues/:number/reactions', writes('read', ...talk), createReaction),
  row('GET', '/issues/:number/reactions', reads(...talk), listReactions),
  row('DELETE', '/issues/:number/reactions/:reaction', writes('read', ...talk), deleteReaction),
  row('GET', '/issues/:number/timeline', reads('issues'), passed),
  row('PUT', '/issues/:number/lock', writes('triage', 'issues'), passed),
  row('DELETE', '/issues/:number/lock', writes('triage', 'issues'), passed),
  row('GET', '/labels', reads('issues'), passed),
  row('POST', '/labels', writes('write', ...talk), passed),
  row('GET', '/labels/*name', reads('issues'), passed),
  row('PATCH', '/labels/*name', writes('write', ...talk), passed),
  row('DELETE', '/labels/*name', writes('write', ...talk), passed),
  row('GET', '/milestones', reads('issues'), passed),
  row('POST', '/milestones', writes('write', 'issues'), passed),

  row('GET', '/pulls', reads('pull_requests'), listPulls),
  row('POST', '/pulls', writes('read', 'pull_requests'), createPull),
  row('GET', '/pulls/comments/:comment', reads('pull_requests'), passed),
  row('PATCH', '/pulls/comments/:comment', writes('read', 'pull_requests'), changeComment),
  row('DELETE', '/pulls/comments/:comment', writes('read', 'pull_requests'), changeComment),
  row('POST', '/pulls/comments/:comment/reactions', writes('read', 'pull_requests'), createReaction),
  row('GET', '/pulls/comments/:comment/reactions', reads('pull_requests'), listReactions),
  row(
    'DELETE',
    '/pulls/comments/:comment/reactions/:reaction',
    writes('read', 'pull_requests'),
    deleteReaction,
  ),
  row('GET', '/pulls/:number', reads('pull_requests'), getPull),
  row('PATCH', '/pulls/:number', writes('read', 'pull_requests'), updatePull),
  row('PUT', '/pulls/:number/merge', writes('write', 'contents'), mergePull),
  row('GET', '/pulls/:number/commits', reads('pull_requests'), listPullCommits),
  row('GET', '/pulls/:number/files', reads('pull_requests'), listPullFiles),
  row('POST', '/pulls/:number/requested_reviewers', writes('write', 'pull_requests'), requestReviewers),
  row('DELETE', '/pulls/:number/requested_reviewers', writes('write', 'pull_requests'), requestReviewers),
  row('GET', '/pulls/:number/comments', reads('pull_requests'), passed),
  row('POST', '/pulls/:number/comments', writes('read', 'pull_requests'), createReviewComment),
  row('GET', '/pulls/:number/reviews', reads('pull_requests'), passed),
  row('POST', '/pulls/:number/reviews', writes('read', 'pull_requests'), createReview),
  row('GET', '/pulls/:number/reviews/:review', reads('pull_requests'), passed),
  row('GET', '/pulls/:number/reviews/:review/comments', reads('pull_requests'), passed),
  row('PUT', '/pulls/:number/reviews/:review/dismissals', writes('write', 'pull_requests'), passed),
];
