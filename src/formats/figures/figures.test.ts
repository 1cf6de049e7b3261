import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addPngText, readPngText } from './png';
import { readSvgMetadata, svgDocument } from './svg';

/** One red pixel. */
const pixel = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC'),
  (character) => character.charCodeAt(0),
);

describe('PNG', () => {
  it('gives back the text that it carries, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const marked = addPngText(addPngText(pixel, 'other', 'x'), 'run', text);
        expect(readPngText(marked, 'run')).toBe(text);
        expect(readPngText(marked, 'ru')).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it('writes the bytes of the format', () => {
    const added = addPngText(pixel, 'k', 'v').subarray(33, 33 + 19);
    expect(Array.from(added, (byte) => byte.toString(16).padStart(2, '0')).join(' ')).toBe(
      '00 00 00 07 69 54 58 74 6b 00 00 00 00 00 76 21 a6 8f 71',
    );
  });

  it('refuses what is damaged', () => {
    const marked = addPngText(pixel, 'run', 'abc');
    marked[marked.indexOf(0x62, 33)]! ^= 1;
    expect(() => readPngText(marked, 'run')).toThrow('the text in the PNG is damaged');
    expect(() => readPngText(marked.slice(0, -3), 'other')).toThrow('the PNG is cut short');
    expect(() => readPngText(Uint8Array.of(1, 2), 'run')).toThrow('the file is no PNG');
  });
});

describe('SVG', () => {
  it('gives back the JSON that it carries, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.string(), (metadata, title) => {
        const svg = svgDocument({ width: 2, height: 2, nodes: [] }, { title, metadata });
        expect(JSON.stringify(readSvgMetadata(svg))).toBe(JSON.stringify(metadata));
      }),
    );
  });

  it('is white, and escapes what XML does not hold', () => {
    const svg = svgDocument({ width: 20, height: 10, nodes: [] }, { title: 'a < b & "c"\u0001', metadata: null });
    expect(svg).toContain('<title>a &#60; b &#38; &#34;c&#34;\ufffd</title>');
    expect(svg).toContain('<rect width="20" height="10" fill="#ffffff"/>');
    expect(readSvgMetadata('<svg/>')).toBeNull();
    expect(() => readSvgMetadata('<svg><metadata>{</metadata></svg>')).toThrow('no JSON');
  });
});
