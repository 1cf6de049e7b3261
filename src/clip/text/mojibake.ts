/**
 * Text in UTF-8 that was read as an encoding of one byte a character: “schÃ¶n” for “schön”, “Donâ€™t” for “Don’t”. It is recognised by
 * what is improbable in any language: characters that, as bytes, are well-formed UTF-8.
 */

/** Windows-1252 from 0x80 to 0x9F; its gaps are the control characters of Latin-1. */
const windowsSigns = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The bytes of characters beyond ASCII. */
type ByteTable = ReadonlyMap<string, number>;

/** What text is wrongly read as most of all: Windows-1252, or Latin-1, whose control characters stand in place of Windows' signs. */
const western: ByteTable = new Map([
  ...Array.from({ length: 128 }, (_, at) => [String.fromCharCode(128 + at), 128 + at] as const),
  ...Array.from(windowsSigns, (sign, at) => [sign, 128 + at] as const),
]);

/** Other encodings that text is wrongly read as, in the order in which they are tried. */
const others = [
  'windows-1251',
  'windows-1250',
  'windows-1253',
  'windows-1254',
  'windows-1257',
  'iso-8859-2',
  'macintosh',
].map((label): ByteTable => {
  const decoder = new TextDecoder(label);
  const table = new Map<string, number>();
  for (let byte = 0x80; byte <= 0xff; byte++) {
    const character = decoder.decode(Uint8Array.of(byte));
    // A gap is read as the control character of that number.
    table.set(character === '\ufffd' ? String.fromCharCode(byte) : character, byte);
  }
  return table;
});

/** Repairs the whole text where all of it was read so, else the runs of characters that were; text without any is given back as it is. */
export function repairMojibake(text: string): string {
  let repaired = text;
  for (let round = 0; round < mostRounds; round++) {
    const next = repairOnce(repaired);
    if (next === repaired) return repaired;
    repaired = next;
  }
  return repaired;
}

/** Text may have been read wrongly again and again, but not without end. */
const mostRounds = 8;

/** Windows-1252's character for a control character of Latin-1, which nobody means. */
export function windows1252(control: string): string {
  return windowsSigns[control.charCodeAt(0) - 0x80] ?? control;
}

function repairOnce(text: string): string {
  // oxlint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/u.test(text)) return text;
  const characters = Array.from(text);
  const beyondAscii = characters.filter((character) => character > '\x7f').length;
  const isAllOf = (runs: readonly Run[]): boolean =>
    runs.reduce((sum, { start, end }) => sum + end - start, 0) === beyondAscii;
  const runs = runsOf(characters, western);
  if (
    isAllOf(runs) &&
    (runs.flatMap(({ sequences }) => sequences).length > 1 || runs.some((run) => tells(run, characters)))
  )
    return replaced(characters, runs);
  for (const table of others) {
    const other = oddElsewhere.test(text) ? runsOf(characters, table) : [];
    if (isAllOf(other)) return replaced(characters, other);
  }
  return replaced(
    characters,
    runs.filter((run) => run.sequences.length > 1 || tells(run, [])),
  );
}

/** A character in UTF-8 as it was read: its first byte's character and those of the others. */
interface Sequence {
  readonly lead: string;
  readonly rest: readonly string[];
}

/** Sequences one after another. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly sequences: readonly Sequence[];
  readonly text: string;
}

function runsOf(characters: readonly string[], table: ByteTable): readonly Run[] {
  const runs: Run[] = [];
  const byteAt = (at: number): number => table.get(characters[at] ?? '') ?? 0;
  for (let start = 0; start < characters.length;) {
    const sequences: Sequence[] = [];
    const bytes: number[] = [];
    let end = start;
    for (let length = lengthAfter(byteAt(end)); length > 0; length = lengthAfter(byteAt(end))) {
      const own = Array.from({ length }, (_, at) => byteAt(end + at));
      if (!isUtf8(own)) break;
      sequences.push({ lead: characters[end]!, rest: characters.slice(end + 1, end + length) });
      bytes.push(...own);
      end += length;
    }
    if (end > start) runs.push({ start, end, sequences, text: utf8.decode(Uint8Array.from(bytes)) });
    start = Math.max(end, start + 1);
  }
  return runs;
}

/** Bytes of a character in UTF-8 by its first byte; 0 for what is no first byte. */
function lengthAfter(byte: number): number {
  if (byte >= 0xc2 && byte <= 0xdf) return 2;
  if (byte >= 0xe0 && byte <= 0xef) return 3;
  return byte >= 0xf0 && byte <= 0xf4 ? 4 : 0;
}

function isUtf8(bytes: readonly number[]): boolean {
  try {
    utf8.decode(Uint8Array.from(bytes));
    return true;
  } catch {
    return false;
  }
}

/** Signs that stand in no word. */
const odd = '¦¤¨¬¯¸ƒˆ˜†‡‰ªº\ufffd';
const money = '¢£¥€';
const opening = '¡«¿©‘‚“„•‹';
const closing = '®»”›™';
const figures = '²³¹±¼½¾×µ÷';
/** What no letter has after it, in any language. */
// oxlint-disable-next-line no-control-regex
const strange = new RegExp(`^[\\x80-\\x9f${odd}${figures}¶§°]`, 'u');
const ofWordsBefore = new RegExp(`^[${opening}${money}]`, 'u');
const ofWordsAfter = new RegExp(`^[${opening}${closing}]`, 'u');
/** Characters of three and four bytes begin with a small letter, whose neighbours tell. */
const oddNeighbours = new RegExp(
  `[\\x80-\\x9f]|[à-ïðñ][${odd}${money}]|[${opening}${closing}${money}${figures}¶§][${odd}]|[${odd}][${opening}${closing}${money}${figures}¶§]|[${money}${figures}][${opening}]|œ[^A-Za-z]|à[²µ¹¼½¾]`,
  'u',
);

/** Whether one sequence alone shows, in Windows-1252, that the text was read wrongly: ftfy's rules for it. */
function tells({ start, end, sequences }: Run, characters: readonly string[]): boolean {
  return sequences.some(({ lead, rest }, at) => {
    const [next = ''] = rest;
    if (rest.length > 1) return oddNeighbours.test(lead + rest.join(''));
    if ((lead === 'Â' || lead === 'Ã') && !/[…’―¥]/u.test(next)) return true;
    if (/[Ò-ÖÙ-Û×Þ]/u.test(lead)) return false;
    if (strange.test(next)) return true;
    const before = at === 0 ? (characters[start - 1] ?? '') : '';
    const after = at === sequences.length - 1 ? (characters[end] ?? '') : '';
    return (
      (ofWordsBefore.test(next) && /[a-z]/u.test(before)) || (ofWordsAfter.test(next) && /[\p{L}\p{N}_]/u.test(after))
    );
  });
}

/** What shows it in other encodings, whose letters may stand side by side in words: “PÓŁ” is UTF-8 in Windows-1250. */
const oddElsewhere = new RegExp(
  [
    'вЂ', // Windows-1251: the first two bytes of dashes and quotation marks
    `[ВГРС][\\x80-\\x9f${odd}${opening}${closing}${money}°µ][ВГРС]`,
    '√[±∂†≠®™´≤≥¥µøº¨ª]|≈[°¢]|‚Ä[ìîïòôúùû†°¢π]|‚[âó][àä°ê]|¬[≤≥±µ]', // of the Macintosh
    'Ă[^\\p{L}\\s]|Â[˛˝]|[ÄĹ][ˇ˘]', // of Central Europe
    '[ΒΓΞΟ][¦¤¨¬¯][ΒΓΞΟ]|β€[™®°]|ā€', // Greek and Baltic
    '[\\x80-\\x9f]',
  ].join('|'),
  'u',
);

function replaced(characters: readonly string[], runs: readonly Run[]): string {
  let text = '';
  let done = 0;
  for (const run of runs) {
    text += characters.slice(done, run.start).join('') + run.text;
    done = run.end;
  }
  return text + characters.slice(done).join('');
}
