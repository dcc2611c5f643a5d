import { TargetRefusal } from '../commit/participant.ts';

/** Every way in which a host refuses a write, by its stable code, and what a person can do about it in one sentence. */
export const REMEDIES = {
  ETOKEN: 'Give a token that is valid.',
  EPERMISSION:
    'Give the token the permissions contents, issues and pull-requests: write, and allow GitHub Actions to create pull requests in the settings of the repository.',
  ESSO: 'Authorize the token for single sign-on of the organization.',
  ENOACCESS: 'Give the token access to this repository, or install the App on it.',
  ERENAMED: 'Comment `retry`; of a further repository, put its new name into `.github/bot.yml` first.',
  EPROTECTED: 'Let the protection of the branch allow this write, or choose another branch.',
  ERULESET: 'Let the rules of the repository allow this branch to be written, then comment `retry`.',
  EUNSIGNED: 'Set `commit-signing: require`, or let the bot bypass the rule that wants signatures.',
  EPUSHPROTECTION:
    'Take the secret out of the change, or allow it in the security settings of the repository.',
  EWORKFLOWSCOPE:
    'Give the token the permission workflows: write, which only an App or a personal token can have, or leave the workflow files alone.',
  EEMAIL: 'Let the account that commits publish its e-mail address, or commit under its noreply address.',
  ETOOLARGE: 'Make the files smaller, or keep them in Git LFS.',
  ERATELIMIT: 'Wait a few minutes, then comment `retry`.',
  EBASEGONE: 'Look whether the base branch is still there, then comment `retry`.',
  EINVALID: 'Look at what the host says of the request, mend it, and comment `retry`.',
  EDENIED: 'Look at what the host says of the request.',
} as const;

export type RefusalCode = keyof typeof REMEDIES;

/** `message` is for people: what the host itself said may stand in it, and nothing decides by it. */
export function refuse(
  code: RefusalCode,
  message: string,
  options?: ErrorOptions,
  remedy: string = REMEDIES[code],
): TargetRefusal {
  return new TargetRefusal('denied', code, message, remedy, options);
}
