/**
 * A prompt as `clip.tokenize` reads it before it splits it into tokens: mojibake, entities, quotes, ligatures, widths and control
 * characters are repaired as ftfy's `fix_text` does, then HTML is unescaped twice, spaces are joined and letters lowered.
 *
 * Of mojibake that lost bytes (a space or a mark in place of one), nothing is repaired, and beyond Windows-1252 only what is plainly so.
 */
import { decodeHTML, decodeHTMLStrict } from 'entities/decode';
import { repairMojibake, windows1252 } from './mojibake';

/** No text needs as many rounds of repair; one that changed for ever would end here. */
const mostRounds = 32;

/** The text that CLIP's tokenizer splits. Empty where nothing is left. */
export function cleanPrompt(text: string): string {
  const unescaped = unescapeHtml(unescapeHtml(fixText(text)));
  return unescaped.replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}

/** Repairs until nothing changes, as one repair may lay open another. Entities stay where the text is HTML. */
function fixText(text: string): string {
  const isHtml = text.includes('<');
  let fixed = text;
  for (let round = 0; round < mostRounds; round++) {
    const before = fixed;
    if (!isHtml) fixed = fixed.replaceAll(/&#?[0-9A-Za-z]{1,24};/gu, wholeEntity);
    fixed = characterFixes(repairMojibake(fixed)).normalize('NFC');
    if (fixed === before) break;
  }
  return fixed;
}

function characterFixes(text: string): string {
  return (
    text
      .replaceAll(/[\x80-\x9f]/gu, windows1252)
      .replaceAll(/[ĲĳŉǄ-ǌǱ-ǳﬀ-ﬆ]/gu, (ligature) => (ligature === 'ﬅ' ? 'ſt' : ligature.normalize('NFKC')))
      .replaceAll(/[\u3000\uff01-\uffef]/gu, (wide) => wide.normalize('NFKC'))
      .replaceAll(/[\u201c-\u201f]/gu, '"')
      .replaceAll(/[\u02bc\u2018-\u201b]/gu, "'")
      .replaceAll(/\r\n|[\r\u2028\u2029\u0085]/gu, '\n')
      .replaceAll(/\p{Surrogate}/gu, '\ufffd')
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/\x1b\[[\d;]*[A-Za-z]/gu, '')
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/[\x00-\x08\x0b\x0e-\x1f\x7f\u206a-\u206f\ufeff\ufff9-\ufffc]/gu, '')
  );
}

/** An entity that ends with a semicolon; letters whose names were written in capitals, as in `P&EACUTE;REZ`, are read too. */
function wholeEntity(entity: string): string {
  if (entity.startsWith('&#')) {
    const decoded = unescapeHtml(entity);
    return decoded.includes(';') ? entity : decoded;
  }
  const decoded = decodeHTMLStrict(entity);
  if (decoded !== entity || entity !== entity.toUpperCase() || decodeHTML(entity) !== entity) return decoded;
  const lower = decodeHTMLStrict(entity.toLowerCase());
  return lower === entity.toLowerCase() ? entity : lower.toUpperCase();
}

/** HTML's rules for text (Python's `html.unescape`): the longest name that is known, with or without its semicolon. */
function unescapeHtml(text: string): string {
  return text.replaceAll(/&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/gu, (entity, body: string) =>
    body.startsWith('#') ? numericEntity(body) : decodeHTML(entity),
  );
}

/** `#233;` or `#xE9;`: what HTML makes of numbers that are no characters is a replacement, Windows' character, or nothing. */
function numericEntity(body: string): string {
  const digits = body.replace(/;$/u, '').slice(1);
  const code = /^[xX]/u.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  if (code >= 0x80 && code <= 0x9f) return windows1252(String.fromCodePoint(code));
  const isControl = (code < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(code)) || code === 0x7f;
  const isNoCharacter = (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe;
  return isControl || isNoCharacter ? '' : String.fromCodePoint(code);
}
