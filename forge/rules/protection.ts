import { numberAt, objectAt, isJson, textsAt, type Json } from '../json.ts';

/** Classic branch protection (https://docs.github.com/rest/branches/branch-protection). */
export interface Protection {
  readonly requiresPullRequest: boolean;
  readonly requiredApprovals: number;
  readonly requiredContexts: readonly string[];
  readonly requiresSignatures: boolean;
  readonly allowsForcePushes: boolean;
  readonly allowsDeletions: boolean;
  readonly bindsAdmins: boolean;
  /** Logins (apps by slug) who alone may push; undefined is everybody with write access. */
  readonly pushers: readonly string[] | undefined;
}

export function parseProtection(body: Json): Protection {
  const reviews = body['required_pull_request_reviews'];
  const restrictions = body['restrictions'];
  return {
    requiresPullRequest: isJson(reviews),
    requiredApprovals: numberAt(reviews, 'required_approving_review_count') ?? 0,
    requiredContexts: textsAt(objectAt(body, 'required_status_checks'), 'contexts'),
    requiresSignatures: body['required_signatures'] === true,
    allowsForcePushes: body['allow_force_pushes'] === true,
    allowsDeletions: body['allow_deletions'] === true,
    bindsAdmins: body['enforce_admins'] === true,
    pushers: isJson(restrictions)
      ? [...textsAt(restrictions, 'users'), ...textsAt(restrictions, 'apps').map((slug) => `${slug}[bot]`)]
      : undefined,
  };
}

export function renderProtection(url: string, protection: Protection): Json {
  const enabled = (value: boolean) => ({ enabled: value });
  return {
    url,
    enforce_admins: { url: `${url}/enforce_admins`, enabled: protection.bindsAdmins },
    ...(protection.requiresPullRequest
      ? {
          required_pull_request_reviews: {
            url: `${url}/required_pull_request_reviews`,
            dismiss_stale_reviews: false,
            require_code_owner_reviews: false,
            required_approving_review_count: protection.requiredApprovals,
          },
        }
      : {}),
    ...(protection.requiredContexts.length > 0
      ? {
          required_status_checks: {
            url: `${url}/required_status_checks`,
            strict: false,
            contexts: protection.requiredContexts,
            contexts_url: `${url}/required_status_checks/contexts`,
            checks: protection.requiredContexts.map((context) => ({ context, app_id: null })),
          },
        }
      : {}),
    required_signatures: { url: `${url}/required_signatures`, enabled: protection.requiresSignatures },
    required_linear_history: enabled(false),
    allow_force_pushes: enabled(protection.allowsForcePushes),
    allow_deletions: enabled(protection.allowsDeletions),
    block_creations: enabled(false),
    required_conversation_resolution: enabled(false),
  };
}
