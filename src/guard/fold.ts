/**
 * One key for all spellings that a case-insensitive or normalising file system may take for one name: the canonical
 * caseless match of Unicode (section 3.13, D145). JavaScript has no case folding; lower case and then upper case gives
 * the same classes for every character but the dotless i, whose upper case is the plain I.
 */
export function fold(text: string): string {
  if (isAscii.test(text)) return text.toUpperCase();
  return text
    .normalize('NFD')
    .toLowerCase()
    .split(dotlessI)
    .map((part) => part.toUpperCase())
    .join(dotlessI)
    .normalize('NFD');
}

const isAscii = /^[^\u0080-\uffff]*$/;
const dotlessI = '\u0131';
