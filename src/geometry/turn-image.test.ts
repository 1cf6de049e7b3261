import { describe, expect, it } from 'vitest';
import { turnImage } from './turn-image';

// Letters stand for pixels; what each orientation makes of them is PIL's ImageOps.exif_transpose.
const rows = ['abc', 'def'];
const image = {
  width: 3,
  height: 2,
  data: Uint8Array.from(rows.join(''), (letter) => letter.charCodeAt(0)).reduce<Uint8Array>((data, code, at) => {
    data.set([code, code + 1, code + 2], at * 3);
    return data;
  }, new Uint8Array(18)),
};

describe('turnImage', () => {
  it.each([
    [1, ['abc', 'def']],
    [2, ['cba', 'fed']],
    [3, ['fed', 'cba']],
    [4, ['def', 'abc']],
    [5, ['ad', 'be', 'cf']],
    [6, ['da', 'eb', 'fc']],
    [7, ['fc', 'eb', 'da']],
    [8, ['cf', 'be', 'ad']],
  ] as const)('orientation %i', (orientation, right) => {
    const { width, height, data } = turnImage(image, orientation);
    expect([width, height]).toEqual([right[0].length, right.length]);
    const letters = Array.from({ length: 6 }, (_, at) => String.fromCharCode(data[at * 3]!)).join('');
    expect(letters).toBe(right.join(''));
    for (let at = 0; at < 6; at++) expect(data[at * 3 + 2]).toBe(data[at * 3]! + 2);
  });
});
