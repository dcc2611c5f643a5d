/**
 * Looks for known values in bytes: as they are, in base64 at each of its three alignments (also the URL form), and in
 * slices. Every slice of at least 16 characters of a form is found; a value whose form is shorter than that is found
 * whole. One pass over the bytes, whatever the number of values.
 */
export interface SecretScan {
  /** How many values are too short to be told from ordinary text, and are not looked for. */
  readonly tooShort: number;
  readonly finds: (bytes: Uint8Array) => boolean;
  /** The same text with `***` for whatever is found. */
  readonly redact: (text: string) => string;
}

/** Shorter values would be found in ordinary words. */
const shortestSecret = 8;
const sliceLength = 16;
const gramLength = 8;
/** Any run of `sliceLength` bytes has a whole gram at a multiple of this. */
const stride = sliceLength - gramLength + 1;

export function planSecretScan(values: readonly string[]): SecretScan {
  const secrets = [...new Set(values.map((value) => value.trim()))].filter((value) => value !== '');
  const parts = secrets.map(privateParts);
  const forms = parts.flat().flatMap(formsOf);
  const short = forms.filter((form) => form.byteLength < sliceLength);
  const sliced = new SliceIndex(forms.filter((form) => form.byteLength >= sliceLength));
  function finds(bytes: Uint8Array): boolean {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return short.some((form) => buffer.includes(form)) || sliced.isIn(buffer);
  }
  return {
    tooShort: parts.filter((ofOne) => ofOne.length === 0).length,
    finds,
    redact(text) {
      const bytes = Buffer.from(text);
      if (!finds(bytes)) return text;
      // Of a value that was found the public parts go too.
      const whole = secrets
        .map((secret) => Buffer.from(secret))
        .filter((form) => form.byteLength >= shortestSecret);
      const ranges = [...short, ...whole]
        .flatMap((form) => placesOf(form, bytes))
        .concat(sliced.rangesIn(bytes));
      return blacken(bytes, ranges);
    },
  };
}

type Range = readonly [start: number, end: number];

function placesOf(form: Buffer, bytes: Buffer): Range[] {
  const places: Range[] = [];
  for (let at = bytes.indexOf(form); at >= 0; at = bytes.indexOf(form, at + form.byteLength))
    places.push([at, at + form.byteLength]);
  return places;
}

/** Ranges that overlap or touch become one. */
function blacken(bytes: Buffer, ranges: readonly Range[]): string {
  const shown: Buffer[] = [];
  let from = 0;
  let isOpen = false;
  for (const [start, end] of ranges.toSorted(([a], [b]) => a - b)) {
    if (!isOpen || start > from) shown.push(bytes.subarray(from, start), Buffer.from('***'));
    isOpen = true;
    from = Math.max(from, end);
  }
  return Buffer.concat([...shown, bytes.subarray(from)]).toString('utf8');
}

/**
 * What of a value is not the same in everybody's: the armour and the first line of a PEM key, and the header of a JWT
 * with all before it, stand in public test data and documents everywhere.
 */
function privateParts(value: string): string[] {
  const parts = value.includes('-----BEGIN ') ? linesOfKey(value) : [value.replace(/^.*?eyJ[\w-]*\./s, '')];
  return parts.filter((part) => Buffer.byteLength(part) >= shortestSecret);
}

function linesOfKey(pem: string): string[] {
  // Keys in environment variables often carry their line breaks as two characters.
  const body = pem.replace(/\\n/g, '\n').replace(/-----[A-Z ]+-----/g, '');
  const lines = body.split(/\s+/).filter((line) => line !== '');
  const [first = '', ...rest] = lines;
  return rest.length > 0 ? rest : [first.slice(first.length / 2)];
}

function formsOf(secret: string): Buffer[] {
  const plain = Buffer.from(secret);
  const encoded = [0, 1, 2].map((offset) => base64At(plain, offset));
  const urlSafe = encoded.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [plain, ...[...new Set([...encoded, ...urlSafe])].map((text) => Buffer.from(text))];
}

/** The characters of base64 that the value alone decides when `offset` bytes of something else come before it. */
function base64At(secret: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), secret]).toString('base64');
  const first = Math.ceil((offset * 8) / 6);
  const end = Math.floor(((offset + secret.byteLength) * 8) / 6);
  return text.slice(first, end);
}

/** Finds every run of `sliceLength` bytes of any form, by looking up one gram in every `stride` bytes. */
class SliceIndex {
  readonly #forms: readonly Buffer[];
  readonly #grams = new Map<number, { form: Buffer; at: number }[]>();
  /** A bit for each hash: nearly all bytes are passed over with one look. */
  readonly #filter = new Uint8Array(1 << 16);

  constructor(forms: readonly Buffer[]) {
    this.#forms = forms;
    for (const form of forms) {
      for (let at = 0; at + gramLength <= form.byteLength; at += 1) {
        const hash = hashAt(form, at);
        const places = this.#grams.get(hash);
        if (places === undefined) this.#grams.set(hash, [{ form, at }]);
        else places.push({ form, at });
        this.#filter[hash & 0xffff] = 1;
      }
    }
  }

  isIn(bytes: Buffer): boolean {
    if (this.#forms.length === 0) return false;
    for (let at = 0; at + gramLength <= bytes.byteLength; at += stride) {
      const hash = hashAt(bytes, at);
      if (this.#filter[hash & 0xffff] === 0) continue;
      const places = this.#grams.get(hash);
      if (places?.some((place) => runLength(bytes, at, place.form, place.at) >= sliceLength) === true)
        return true;
    }
    return false;
  }

  rangesIn(bytes: Buffer): Range[] {
    const ranges: Range[] = [];
    for (let at = 0; at + gramLength <= bytes.byteLength; at += stride) {
      for (const place of this.#grams.get(hashAt(bytes, at)) ?? []) {
        const [start, end] = rangeAround(bytes, at, place.form, place.at);
        if (end - start >= sliceLength) ranges.push([start, end]);
      }
    }
    return ranges;
  }
}

/** The whole run of equal bytes around the two places, in `bytes`. */
function rangeAround(bytes: Buffer, at: number, form: Buffer, formAt: number): Range {
  let start = at;
  while (start > 0 && start - at + formAt > 0 && bytes[start - 1] === form[start - at + formAt - 1])
    start -= 1;
  let end = at;
  while (
    end < bytes.byteLength &&
    end - at + formAt < form.byteLength &&
    bytes[end] === form[end - at + formAt]
  )
    end += 1;
  return [start, end];
}

function hashAt(bytes: Buffer, at: number): number {
  const first = bytes.readUInt32LE(at);
  const second = bytes.readUInt32LE(at + 4);
  const mixed = Math.imul(first ^ Math.imul(second, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

/** How many bytes around the two places are equal, counted up to a slice. */
function runLength(bytes: Buffer, at: number, form: Buffer, formAt: number): number {
  let back = 0;
  while (back < sliceLength && back < at && back < formAt && bytes[at - back - 1] === form[formAt - back - 1])
    back += 1;
  let ahead = 0;
  while (
    ahead < sliceLength &&
    formAt + ahead < form.byteLength &&
    bytes[at + ahead] === form[formAt + ahead]
  ) {
    ahead += 1;
  }
  return back + ahead;
}
