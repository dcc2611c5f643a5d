import { readFileSync } from 'node:fs';

/** The event file is missing or broken: GitHub always writes one. */
class EventError extends Error {
  override readonly name = 'EventError';
  readonly code = 'EEVENT';
}

export interface ActionEvent {
  readonly name: string;
  readonly payload: unknown;
}

export function readEvent({
  GITHUB_EVENT_NAME: name = '',
  GITHUB_EVENT_PATH: path = '',
}: Readonly<Record<string, string>>): ActionEvent {
  if (name === '' || path === '') throw new EventError('GITHUB_EVENT_NAME and GITHUB_EVENT_PATH are not set');
  try {
    return { name, payload: JSON.parse(readFileSync(path, 'utf8')) };
  } catch (cause) {
    throw new EventError(`the event in ${path} cannot be read`, { cause });
  }
}

export function readPromptFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new EventError(`prompt-file ${file} cannot be read`, { cause });
  }
}
