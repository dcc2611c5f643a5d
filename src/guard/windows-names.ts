import type { Complaint, View } from './guard.ts';

/**
 * Names that Windows alone cannot hold: a clone fails there. The repository may not care, so a person decides. Only
 * new names are told: with the others the base lives already.
 * https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
export function* inspectWindowsNames({ changeSet }: View): Generator<Complaint> {
  for (const { path, change } of changeSet.changes) {
    if (change === 'add' && path.split('/').some(isImpossible)) {
      yield { verdict: 'review', path, message: 'Windows cannot hold this name.' };
    }
  }
}

function isImpossible(name: string): boolean {
  return reservedName.test(name) || forbiddenCharacter.test(name) || /[. ]$/.test(name);
}

/** Devices of DOS, also with an extension, with spaces before it, and with the superscript digits of Latin-1. */
const reservedName = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]) *(?:\.|$)/i;

/** The backslash and the NUL are refused everywhere. */
const forbiddenCharacter = new RegExp(String.raw`[<>:"|?*\u0001-\u001f]`);
