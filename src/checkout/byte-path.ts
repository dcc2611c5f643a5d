/**
 * Paths below a directory as byte strings (one character a byte), since git allows names that are not UTF-8; the directory
 * itself is text.
 */
export function bytesOf(directory: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${directory}/`), Buffer.from(path, 'latin1')]);
}

/** Text is faster than bytes where it says the same. */
export function nameOf(directory: string, path: string): string | Buffer {
  return IS_ASCII.test(path) ? `${directory}/${path}` : bytesOf(directory, path);
}

const IS_ASCII = /^[^\u0080-\uffff]*$/;

/** `''` is the directory itself. */
export function joined(parent: string, name: string): string {
  return parent === '' ? name : `${parent}/${name}`;
}
