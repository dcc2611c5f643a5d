import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import type { OpenForge } from '../../forge/open-forge.ts';
import { appToken } from './app-token.ts';
import { clientFor } from './client.ts';

/** Calls every endpoint of the forge's table once at least; `watch` gets each client before it is used. */
export async function driveEverything(forge: OpenForge, watch: (client: Octokit) => void): Promise<void> {
  const client = (token?: string) => {
    const made = clientFor(forge, token);
    watch(made);
    return made;
  };
  const { tokens } = forge;
  const [alice, walter, app, workflow, nobody] = [
    client(tokens.alice),
    client(tokens.walter),
    client(tokens.app),
    client(tokens.workflow),
    client(),
  ];
  const target = { owner: 'acme', repo: 'app' };
  await driveApps(forge, nobody, client);
  await driveRepository(alice, walter, app, target);
  await driveActions(forge, workflow, alice, target);
  const head = await driveGit(walter, app, target);
  const issue = await driveIssues(alice, walter, app, target);
  await drivePulls(alice, walter, workflow, { ...target, head });
  await driveIssueEnd(walter, { ...target, issue_number: issue });
  await app.apps.revokeInstallationAccessToken();
}

type Target = { owner: string; repo: string };

async function driveApps(
  forge: OpenForge,
  nobody: Octokit,
  client: (token?: string) => Octokit,
): Promise<void> {
  const token = appToken(forge);
  const headers = { authorization: `Bearer ${token}` };
  const id = forge.installationId;
  await nobody.apps.getAuthenticated({ headers });
  await nobody.apps.listInstallations({ headers });
  await nobody.apps.getInstallation({ headers, installation_id: id });
  await nobody.apps.getOrgInstallation({ headers, org: 'acme' });
  await nobody.apps.getRepoInstallation({ headers, owner: 'acme', repo: 'app' });
  const made = await nobody.apps.createInstallationAccessToken({
    headers,
    installation_id: id,
    permissions: { issues: 'read' },
    repositories: ['app'],
  });
  await client(made.data.token).apps.listReposAccessibleToInstallation();
  await forge.control.settleDeliveries();
  await client(forge.tokens.walter).issues.create({ owner: 'acme', repo: 'app', title: 'for a delivery' });
  await forge.control.settleDeliveries();
  const { data } = await nobody.request('GET /app/hook/deliveries', { headers });
  await nobody.request('POST /app/hook/deliveries/{delivery_id}/attempts', {
    headers,
    delivery_id: Number(data[0]?.id),
  });
  const form = new URLSearchParams({
    manifest: JSON.stringify({ redirect_url: 'http://127.0.0.1/x', name: 'n' }),
  });
  const sent = await fetch(`${forge.url}/settings/apps/new`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const code = new URL(sent.headers.get('location') ?? '').searchParams.get('code') ?? '';
  await nobody.apps.createFromManifest({ code });
  await nobody.rateLimit.get();
  await nobody.meta.get();
  await nobody.orgs.get({ org: 'acme' });
}

async function driveRepository(alice: Octokit, walter: Octokit, app: Octokit, target: Target): Promise<void> {
  await walter.users.getAuthenticated();
  await walter.users.getByUsername({ username: 'wholly[bot]' });
  await walter.request('GET /user/{account_id}', { account_id: 1_000_002 });
  await walter.repos.get(target);
  await alice.repos.update({ ...target, description: 'd' });
  await walter.repos.createFork(target);
  await walter.repos.listCollaborators(target);
  await app.repos.getCollaboratorPermissionLevel({ ...target, username: 'walter' });
  await walter.repos.checkCollaborator({ ...target, username: 'rita' });
  await alice.repos.addCollaborator({ ...target, username: 'mallory', permission: 'pull' });
  await alice.repos.removeCollaborator({ ...target, username: 'mallory' });
  await alice.actions.getGithubActionsDefaultWorkflowPermissionsRepository(target);
  await alice.actions.setGithubActionsDefaultWorkflowPermissionsRepository({
    ...target,
    can_approve_pull_request_reviews: true,
  });
}

/** The upload goes as the toolkit's does: the service names an address, blocks and their order go there. */
async function driveActions(
  forge: OpenForge,
  workflow: Octokit,
  alice: Octokit,
  { owner, repo }: Target,
): Promise<void> {
  const { id, environment } = await forge.control.startRun(`${owner}/${repo}`, {
    path: '.github/workflows/bot.yml',
    event: 'issue_comment',
  });
  const token = environment['ACTIONS_RUNTIME_TOKEN'] ?? '';
  const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  const [, run, job] = /Actions\.Results:([^:]+):([^" ]+)/.exec(claims) ?? [];
  const call = async (method: string, more: object): Promise<Record<string, string>> => {
    const answer = await fetch(`${forge.url}/twirp/github.actions.results.api.v1.ArtifactService/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        workflow_run_backend_id: run,
        workflow_job_run_backend_id: job,
        name: 'a',
        ...more,
      }),
    });
    return z.record(z.string(), z.coerce.string()).parse(await answer.json());
  };
  const { signed_upload_url: url = '' } = await call('CreateArtifact', { version: 7 });
  await fetch(url, { method: 'PUT', body: 'zip' });
  await call('FinalizeArtifact', { size: '3', hash: 'sha256:00' });
  const { data } = await workflow.actions.listArtifactsForRepo({ owner, repo });
  await workflow.actions.downloadArtifact({
    owner,
    repo,
    artifact_id: data.artifacts[0]?.id ?? 0,
    archive_format: 'zip',
    request: { redirect: 'manual' },
  });
  await workflow.actions.getWorkflowRun({ owner, repo, run_id: id });
  await alice.actions.cancelWorkflowRun({ owner, repo, run_id: id });
}

async function driveGit(walter: Octokit, app: Octokit, target: Target): Promise<string> {
  const { data: main } = await walter.git.getRef({ ...target, ref: 'heads/main' });
  const base = main.object.sha;
  await walter.git.listMatchingRefs({ ...target, ref: 'heads/' });
  const { data: blob } = await walter.git.createBlob({ ...target, content: 'x' });
  await walter.git.getBlob({ ...target, file_sha: blob.sha });
  const { data: tree } = await walter.git.createTree({
    ...target,
    base_tree: base,
    tree: [{ path: 'd/x', mode: '100644', type: 'blob', sha: blob.sha }],
  });
  await walter.git.getTree({ ...target, tree_sha: tree.sha, recursive: 'true' });
  const { data: commit } = await app.git.createCommit({
    ...target,
    message: 'm',
    tree: tree.sha,
    parents: [base],
  });
  await walter.git.getCommit({ ...target, commit_sha: commit.sha });
  await walter.git.createRef({ ...target, ref: 'refs/heads/work', sha: base });
  await walter.git.updateRef({ ...target, ref: 'heads/work', sha: commit.sha });
  const { data: tag } = await walter.git.createTag({
    ...target,
    tag: 'v1',
    message: 'm',
    object: commit.sha,
    type: 'commit',
  });
  await walter.git.getTag({ ...target, tag_sha: tag.sha });
  await walter.git.createRef({ ...target, ref: 'refs/heads/gone', sha: base });
  await walter.git.deleteRef({ ...target, ref: 'heads/gone' });
  await driveFiles(walter, app, target, commit.sha);
  return commit.sha;
}

async function driveFiles(walter: Octokit, app: Octokit, target: Target, sha: string): Promise<void> {
  await walter.repos.getContent({ ...target, path: 'README.md' });
  await walter.repos.getContent({ ...target, path: 'src' });
  await walter.repos.getContent({ ...target, path: '' });
  const on = { ...target, path: 'put.txt', branch: 'work', message: 'm' };
  const { data: put } = await walter.repos.createOrUpdateFileContents({ ...on, content: 'eA==' });
  const { data: again } = await walter.repos.createOrUpdateFileContents({
    ...on,
    content: 'eQ==',
    sha: put.content?.sha ?? '',
  });
  await walter.repos.deleteFile({ ...on, sha: again.content?.sha ?? '' });
  await walter.repos.compareCommitsWithBasehead({ ...target, basehead: 'main...work' });
  await walter.repos.listCommits(target);
  await walter.repos.getCommit({ ...target, ref: sha });
  await walter.repos.listBranches(target);
  await walter.repos.getBranch({ ...target, branch: 'work' });
  await walter.repos.createCommitStatus({ ...target, sha, state: 'success', context: 'c' });
  await walter.repos.listCommitStatusesForRef({ ...target, ref: sha });
  await walter.repos.getCombinedStatusForRef({ ...target, ref: sha });
  const { data: check } = await app.checks.create({
    ...target,
    name: 'check',
    head_sha: sha,
    status: 'in_progress',
  });
  await app.checks.get({ ...target, check_run_id: check.id });
  await app.checks.update({ ...target, check_run_id: check.id, status: 'completed', conclusion: 'success' });
  await app.checks.listForRef({ ...target, ref: sha });
}

async function driveIssues(alice: Octokit, walter: Octokit, app: Octokit, target: Target): Promise<number> {
  const { data: issue } = await walter.issues.create({
    ...target,
    title: 't',
    body: 'b',
    labels: ['bug'],
    assignees: ['alice'],
  });
  const on = { ...target, issue_number: issue.number };
  await walter.issues.listForRepo(target);
  await walter.issues.get(on);
  await walter.issues.update({ ...on, title: 'u' });
  const { data: comment } = await app.issues.createComment({ ...on, body: 'c' });
  const at = { ...target, comment_id: comment.id };
  await walter.issues.listComments(on);
  await walter.issues.getComment(at);
  await walter.issues.updateComment({ ...at, body: 'd' });
  const { data: eyes } = await app.reactions.createForIssueComment({ ...at, content: 'eyes' });
  await app.reactions.createForIssueComment({ ...at, content: 'eyes' });
  await app.reactions.listForIssueComment(at);
  await app.reactions.deleteForIssueComment({ ...at, reaction_id: eyes.id });
  const { data: up } = await app.reactions.createForIssue({ ...on, content: '+1' });
  await app.reactions.listForIssue(on);
  await app.reactions.deleteForIssue({ ...on, reaction_id: up.id });
  await walter.issues.deleteComment(at);
  await walter.issues.addLabels({ ...on, labels: ['one'] });
  await walter.issues.setLabels({ ...on, labels: ['two', 'a/b c'] });
  await walter.issues.removeLabel({ ...on, name: 'a/b c' });
  await walter.issues.listLabelsOnIssue(on);
  await walter.issues.removeAllLabels(on);
  await walter.issues.addAssignees({ ...on, assignees: ['rita'] });
  await walter.issues.removeAssignees({ ...on, assignees: ['rita'] });
  await walter.issues.listEventsForTimeline(on);
  await walter.issues.createLabel({ ...target, name: 'new label', color: 'ff0000' });
  await walter.issues.getLabel({ ...target, name: 'new label' });
  await walter.issues.updateLabel({ ...target, name: 'new label', description: 'd' });
  await walter.issues.listLabelsForRepo(target);
  await walter.issues.deleteLabel({ ...target, name: 'new label' });
  await alice.issues.createMilestone({ ...target, title: 'm' });
  await alice.issues.listMilestones(target);
  return issue.number;
}

async function driveIssueEnd(walter: Octokit, on: Target & { issue_number: number }): Promise<void> {
  await walter.issues.lock(on);
  await walter.issues.unlock(on);
}

async function drivePulls(
  alice: Octokit,
  walter: Octokit,
  workflow: Octokit,
  { head, ...target }: Target & { head: string },
): Promise<void> {
  const { data: pull } = await workflow.pulls.create({
    ...target,
    head: 'work',
    base: 'main',
    title: 't',
    body: 'b',
  });
  const on = { ...target, pull_number: pull.number };
  await walter.pulls.list(target);
  await walter.pulls.get(on);
  await walter.issues.get({ ...target, issue_number: pull.number });
  await walter.issues.addAssignees({ ...target, issue_number: pull.number, assignees: ['rita'] });
  await walter.pulls.update({ ...on, title: 'u' });
  await walter.pulls.listCommits(on);
  await walter.pulls.listFiles(on);
  await walter.pulls.requestReviewers({ ...on, reviewers: ['rita'] });
  await walter.pulls.removeRequestedReviewers({ ...on, reviewers: ['rita'] });
  const { data: comment } = await walter.pulls.createReviewComment({
    ...on,
    body: 'r',
    commit_id: head,
    path: 'd/x',
    line: 1,
    side: 'RIGHT',
  });
  const at = { ...target, comment_id: comment.id };
  await walter.pulls.listReviewComments(on);
  await walter.pulls.getReviewComment(at);
  await walter.pulls.updateReviewComment({ ...at, body: 's' });
  const { data: eyes } = await walter.reactions.createForPullRequestReviewComment({ ...at, content: 'eyes' });
  await walter.reactions.listForPullRequestReviewComment(at);
  await walter.reactions.deleteForPullRequestComment({ ...at, reaction_id: eyes.id });
  await walter.pulls.deleteReviewComment(at);
  const { data: review } = await alice.pulls.createReview({ ...on, event: 'APPROVE', body: 'ok' });
  await walter.pulls.listReviews(on);
  await walter.pulls.getReview({ ...on, review_id: review.id });
  await walter.pulls.listCommentsForReview({ ...on, review_id: review.id });
  await walter.pulls.dismissReview({ ...on, review_id: review.id, message: 'm' });
  await alice.repos.updateBranchProtection({
    ...target,
    branch: 'main',
    required_status_checks: { strict: false, contexts: ['c'] },
    enforce_admins: true,
    required_pull_request_reviews: {},
    restrictions: null,
  });
  await alice.repos.getBranchProtection({ ...target, branch: 'main' });
  await walter.repos.getBranchRules({ ...target, branch: 'main' });
  await alice.repos.deleteBranchProtection({ ...target, branch: 'main' });
  await walter.pulls.merge(on);
}
