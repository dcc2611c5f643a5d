import { z } from 'zod';
import type { Api } from './api.ts';
import { LONGEST_BODY } from './pull-request.ts';
import type { RepositoryName } from './repository-name.ts';

const heldShape = z.object({
  node_id: z.string(),
  draft: z.boolean().nullish(),
  body: z.string().nullish(),
});

const CONVERT = `mutation ($id: ID!) {
  convertPullRequestToDraft(input: { pullRequestId: $id }) {
    pullRequest { isDraft }
  }
}`;

/**
 * Keeps an open pull request from being merged before a person has looked: `notice` goes to the top of its description,
 * and it becomes a draft. Only GraphQL makes drafts of what is open, and the host lets few tokens: an App's needs the
 * right to write contents too, and private repositories of some plans have no drafts. So each that fails is answered as
 * a warning, one sentence. https://docs.github.com/en/graphql/reference/mutations#convertpullrequesttodraft
 */
export async function holdBack(
  api: Api,
  { owner, name }: RepositoryName,
  number: number,
  notice: string,
): Promise<string[]> {
  const place = { owner, repo: name, pull_number: number };
  const warnings: string[] = [];
  let draft: boolean | null = null;
  let id: string | null = null;
  try {
    const { data } = await api.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', place);
    const held = heldShape.parse(data);
    [draft, id] = [held.draft ?? false, held.node_id];
    const body = `${notice}\n\n${held.body ?? ''}`;
    // What a person wrote is not cut short for it.
    if (body.length > LONGEST_BODY) throw new Error('its description has no room left');
    await api.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { ...place, body });
  } catch (error) {
    warnings.push(`Pull request #${number} could not be given the notice of the guards: ${reasonOf(error)}.`);
  }
  if (draft === true) return warnings;
  try {
    if (id === null) throw new Error('the host did not tell of it');
    await api.mutate(CONVERT, { id });
  } catch (error) {
    warnings.push(
      `Pull request #${number} could not be made a draft: ${reasonOf(error)}. Look at it before it is merged.`,
    );
  }
  return warnings;
}

/** GraphQL's errors come as a list below a heading. */
function reasonOf(error: unknown): string {
  const line = error instanceof Error ? error.message.split('\n').at(-1) : undefined;
  return line?.replace(/^ - |\.$/g, '') ?? 'no answer';
}
