/** Names of files in zip files (APPNOTE.TXT 6.3.10, 4.4.17, 4.6.9 and appendix D), whose characters and separators writers choose differently. */
import { crc32 } from './crc';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The upper half of the code page of the first PCs, in which names without a mark are. */
const cp437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** A name as text. */
export interface ZipName {
  readonly text: string;
  /** `cp437` is a guess: nothing in the file says so, and writers put names of any code page there. */
  readonly encoding: 'utf-8' | 'cp437';
}

/**
 * Reads a name: as UTF-8 where the flag says so, else from Info-ZIP's field for it, else as UTF-8 where it is that, else as CP437, like Python.
 * @param extra the extra fields of the file
 */
export function decodeZipName(bytes: Uint8Array, isUtf8: boolean, extra: Uint8Array): ZipName {
  const text = (isUtf8 ? null : unicodePath(bytes, extra)) ?? utf8OrNull(bytes);
  if (text !== null) return { text, encoding: 'utf-8' };
  const letters = Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : cp437[byte - 128]!));
  return { text: letters.join(''), encoding: 'cp437' };
}

/**
 * The path inside of the folder that a zip file stands for: with slashes, without `.`, and relative also where the name begins with a slash or a drive.
 * @returns null for a name with `..`, and where nothing is left
 */
export function relativeZipPath(name: string): string | null {
  const parts = name
    .replace(/\0.*$/su, '')
    .replaceAll('\\', '/')
    .replace(/^[A-Za-z]:(?=\/)/u, '')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  if (parts.length === 0 || parts.includes('..')) return null;
  return parts.join('/');
}

/** Info-ZIP's field 0x7075: version 1, the check sum of the name that it stands for, and that name in UTF-8. */
function unicodePath(name: Uint8Array, extra: Uint8Array): string | null {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  for (let at = 0; at + 4 <= extra.length;) {
    const end = at + 4 + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 0x7075 && end <= extra.length && end >= at + 9)
      return extra[at + 4] === 1 && view.getUint32(at + 5, true) === crc32(name)
        ? utf8OrNull(extra.subarray(at + 9, end))
        : null;
    at = end;
  }
  return null;
}

function utf8OrNull(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null;
  }
}
