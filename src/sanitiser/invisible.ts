import type { Hidden, Remove } from './removed.ts';

/** One emoji: what makes it a text or a picture, its colour, and what is joined to it. */
const EMOJI = String.raw`\p{Extended_Pictographic}[\uFE0E\uFE0F]?\p{Emoji_Modifier}?(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)*`;
/** A digit on a key. */
const KEYCAP = String.raw`[0-9#*]\uFE0F\u20E3`;
/** The flags of England, Scotland and Wales, the only ones in tag characters. */
const FLAG = String.raw`\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}`;
/** Scripts that are spelt with joiners between letters. */
const JOINED = [
  'Arab',
  'Beng',
  'Deva',
  'Gujr',
  'Guru',
  'Knda',
  'Mlym',
  'Mong',
  'Orya',
  'Sinh',
  'Syrc',
  'Taml',
  'Telu',
]
  .map((script) => String.raw`\p{Script=${script}}`)
  .join('');
const JOINER = `(?<=[${JOINED}])[\\u200C\\u200D](?=[${JOINED}])`;
/** Line breaks and tabs are controls that everybody sees; a lone carriage return hides what stands before it. */
const UNSEEN = String.raw`(?![\t\n]|\r\n)[\p{Default_Ignorable_Code_Point}\p{Cc}\uFFF9-\uFFFB]`;

const SEQUENCES = new RegExp(`${FLAG}|${EMOJI}|${KEYCAP}|${JOINER}|(?<unseen>(?:${UNSEEN})+)`, 'gu');
const ANY_UNSEEN = new RegExp(UNSEEN, 'u');

/** Takes out characters without a shape of their own, but for those that emoji and scripts are written with. */
export function withoutInvisible(text: string, remove: Remove): string {
  if (!ANY_UNSEEN.test(text)) return text;
  return text.replaceAll(SEQUENCES, (sequence, unseen: string | undefined) => {
    if (unseen === undefined) return sequence;
    for (const character of unseen) remove(kindOf(character.codePointAt(0) ?? 0));
    return '';
  });
}

function kindOf(code: number): Hidden {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return 'control-character';
  if (code >= 0xe0000 && code <= 0xe007f) return 'tag-character';
  if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)) return 'variation-selector';
  return BIDI.has(code) ? 'bidi-control' : 'invisible-character';
}

const BIDI: ReadonlySet<number> = new Set([
  0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
]);
