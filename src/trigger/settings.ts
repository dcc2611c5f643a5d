/** What a door or the App's installation says about being asked; unset things are `null`. */
export interface TriggerSettings {
  /** Each with its `@` or whatever it begins with: the trigger phrase, and for an App its own `@<slug>`. */
  readonly mentions: readonly string[];
  /** A label that, once put on an issue, asks for that issue to be implemented. */
  readonly labelTrigger: string | null;
  /** The login whose assignment to an issue does the same. */
  readonly assigneeTrigger: string | null;
  /** The request itself, given by a workflow file: then every event asks for it. */
  readonly prompt: string | null;
  /** Numeric id of the account that the bot writes as: what it did itself never asks it for anything. */
  readonly self: number | null;
}
