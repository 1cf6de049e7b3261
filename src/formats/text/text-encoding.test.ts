import { describe, expect, it } from 'vitest';
import { decodeUtf8, decodeXml } from './text-encoding';

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, order: 'little' | 'big', mark = true) => {
  const whole = mark ? `\uFEFF${text}` : text;
  const bytes = new Uint8Array(whole.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < whole.length; i++) view.setUint16(i * 2, whole.charCodeAt(i), order === 'little');
  return bytes;
};

describe('decodeUtf8', () => {
  it('reads UTF-8, with and without its mark', () => {
    expect(decodeUtf8(utf8('véhicule'))).toBe('véhicule');
    expect(decodeUtf8(utf8('\uFEFFvéhicule'))).toBe('véhicule');
    expect(decodeUtf8(new Uint8Array())).toBe('');
  });

  it.each<[string, Uint8Array, message: string]>([
    [
      'Latin 1',
      latin1('names:\n- v\u00e9hicule'),
      'the file is not UTF-8: line 2 has a byte that does not occur there',
    ],
    ['a cut character', utf8('é').subarray(0, 1), 'the file is not UTF-8: line 1 has a byte that does not occur there'],
    ['UTF-16 with its mark', utf16('{}', 'little'), 'the file is UTF-16LE, not UTF-8'],
    ['UTF-16, the other order', utf16('{}', 'big'), 'the file is UTF-16BE, not UTF-8'],
    ['UTF-16 without its mark', utf16('{"a"', 'little', false), 'the file is UTF-16LE, not UTF-8'],
    ['UTF-32', Uint8Array.of(0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0), 'the file is UTF-32, not UTF-8'],
  ])('names %s', (_, bytes, message) => {
    expect(() => decodeUtf8(bytes)).toThrow(expect.objectContaining({ name: 'CodedError', message }));
  });
});

describe('decodeXml', () => {
  const é = '\u00e9';
  it.each<[string, Uint8Array, text: string]>([
    ['UTF-8 by default', utf8(`<a>${é}</a>`), `<a>${é}</a>`],
    ['UTF-8 with its mark', utf8(`\uFEFF<a>${é}</a>`), `<a>${é}</a>`],
    ['Latin 1', latin1(`<?xml version="1.0" encoding="ISO-8859-1"?><a>${é}</a>`), `<a>${é}</a>`],
    ['Latin 1 in single quotes', latin1(`<?xml version='1.0' encoding='latin1'?><a>${é}</a>`), `<a>${é}</a>`],
    [
      'GBK',
      Uint8Array.of(...latin1('<?xml version="1.0" encoding="GBK"?><a>'), 0xb3, 0xb5, ...latin1('</a>')),
      '<a>\u8f66</a>',
    ],
    [
      'Shift JIS',
      Uint8Array.of(...latin1('<?xml version="1.0" encoding="Shift_JIS"?><a>'), 0x8e, 0xd4, ...latin1('</a>')),
      '<a>\u8eca</a>',
    ],
    ['UTF-16 by its mark', utf16(`<?xml version="1.0" encoding="UTF-16"?><a>${é}</a>`, 'little'), `<a>${é}</a>`],
    ['UTF-16, the other order', utf16(`<a>${é}</a>`, 'big'), `<a>${é}</a>`],
    ['UTF-16 without its mark', utf16(`<a>${é}</a>`, 'little', false), `<a>${é}</a>`],
    ['UTF-8 that calls itself UTF-16', utf8(`<?xml version="1.0" encoding="utf-16"?><a>${é}</a>`), `<a>${é}</a>`],
  ])('reads %s', (_, bytes, text) => {
    expect(decodeXml(bytes).replace(/^<\?.*?\?>/u, '')).toBe(text);
  });

  it.each<[string, Uint8Array, message: string]>([
    ['Latin 1 that says nothing', latin1(`<a>${é}</a>`), 'the file is not UTF-8, and declares no other encoding'],
    [
      'an unknown encoding',
      latin1('<?xml version="1.0" encoding="cp437"?><a/>'),
      'the encoding “cp437” is not known here',
    ],
    ['UTF-32', Uint8Array.of(0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c), 'the encoding “UTF-32” is not known here'],
  ])('names %s', (_, bytes, message) => {
    expect(() => decodeXml(bytes)).toThrow(expect.objectContaining({ name: 'CodedError', message }));
  });
});
