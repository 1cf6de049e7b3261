import { expect, it } from 'vitest';
import { crc32, crc32c } from './crc';

const ascii = (text: string) => new TextEncoder().encode(text);

it.each([
  ['nothing', new Uint8Array(0), 0, 0],
  ['the check value of both catalogues', ascii('123456789'), 0xcbf43926, 0xe3069283],
  // RFC 3720, B.4.
  ['32 zeros', new Uint8Array(32), 0x190a55ad, 0x8a9136aa],
  ['32 ones', new Uint8Array(32).fill(0xff), 0xff6cab0b, 0x62a8ab43],
  ['0 to 31', Uint8Array.from({ length: 32 }, (_, i) => i), 0x91267e8a, 0x46dd794e],
])('%s', (_, bytes, zip, castagnoli) => {
  expect(crc32(bytes)).toBe(zip);
  expect(crc32c(bytes)).toBe(castagnoli);
});
