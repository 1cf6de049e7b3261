import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../../geometry/rgb-image';
import { HeldImages, mostHeldBytes } from './held-images';

/** Of so many bytes. */
const image = (bytes: number): RgbImage => ({ width: bytes / 3, height: 1, data: new Uint8Array(bytes) });
const known = (id: number) => ({ kind: 'known', id }) as const;
const pixels = (id: number, sent: RgbImage) => ({ kind: 'pixels', id, image: sent }) as const;

describe('HeldImages', () => {
  it('gives images that were sent again by their ids', () => {
    const held = new HeldImages();
    const [a, b] = [image(30), image(60)];
    expect(held.read([pixels(1, a), pixels(2, b)])).toEqual([a, b]);
    expect(held.read([known(2), known(1), known(2)])).toEqual([b, a, b]);
    expect(held.bytes).toBe(90);
    // The same once more takes no more room.
    held.read([pixels(1, a)]);
    expect(held.bytes).toBe(90);
  });

  it('keeps to its bound: the one that was used longest ago goes first', () => {
    const held = new HeldImages(100);
    held.read([pixels(1, image(30)), pixels(2, image(30)), pixels(3, image(30))]);
    held.read([known(1)]);
    held.read([pixels(4, image(30))]);
    expect(held.bytes).toBe(90);
    expect(() => held.read([known(2)])).toThrow('The engine does not hold image 2');
    expect(held.read([known(1), known(3), known(4)])).toHaveLength(3);
  });

  it('gives a call all images that come with it, however many they are', () => {
    const held = new HeldImages(100);
    const many = Array.from({ length: 10 }, (_, id) => pixels(id, image(30)));
    expect(held.read(many)).toEqual(many.map((one) => one.image));
    expect(held.bytes).toBe(90);
    expect(held.read([pixels(10, image(120))])).toHaveLength(1);
    expect(held.bytes).toBe(0);
  });

  it('keeps a copy of what goes to the page', () => {
    const held = new HeldImages();
    const decoded: RgbImage = { width: 1, height: 1, data: Uint8Array.of(1, 2, 3) };
    held.keep(7, decoded);
    structuredClone(decoded, { transfer: [decoded.data.buffer as ArrayBuffer] });
    expect(decoded.data).toHaveLength(0);
    expect(held.read([known(7)])).toEqual([{ width: 1, height: 1, data: Uint8Array.of(1, 2, 3) }]);
    const small = new HeldImages(2);
    small.keep(1, { width: 1, height: 1, data: Uint8Array.of(1, 2, 3) });
    expect(small.bytes).toBe(0);
  });

  it('says what to do about an image that it does not hold', () => {
    expect(() => new HeldImages().read([known(3)])).toThrow(
      expect.objectContaining({ code: 'image-unknown', hint: 'Show the image again.' }),
    );
  });

  it('has room for one image of the largest size', () => {
    expect(mostHeldBytes).toBeGreaterThanOrEqual(3 * 40_000_000);
  });
});
