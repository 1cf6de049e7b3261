import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { pngChunk } from '../src/formats/images/testing-exif';

interface Golden {
  readonly name: string;
  /** Base64, as the pixels. */
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly rgb: string;
}

const goldens = JSON.parse(readFileSync(new URL('goldens/images.json', import.meta.url), 'utf8')) as readonly Golden[];

/** A grey picture whose pixel (x, y) is (7x + 13y) mod 251; `alpha` makes it all half transparent. */
function longPng(width: number, height: number, alpha: boolean): number[] {
  const channels = alpha ? 2 : 1;
  const rows = Buffer.alloc((width * channels + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0, at = y * (width * channels + 1) + 1; x < width; x++) {
      rows[at++] = (7 * x + 13 * y) % 251;
      if (alpha) rows[at++] = 128;
    }
  const bigEndian = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
  const header = pngChunk('IHDR', [...bigEndian(width), ...bigEndian(height), 8, alpha ? 4 : 0, 0, 0, 0]);
  const pixels = pngChunk('IDAT', [...deflateSync(rows)]);
  return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...header, ...pixels, ...pngChunk('IEND', [])];
}

test('pictures have the right pixels, and what is none says so', async ({ page }) => {
  await page.goto('?headless');
  await page.waitForFunction(() => 'playgroundEngine' in globalThis);

  await test.step('those that PIL gives them, turned as their metadata say, whatever their transparency', async () => {
    const found = await page.evaluate(async (files) => {
      const bytes = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const results: { name: string; size: string; largest: number }[] = [];
      for (const { name, file, rgb } of files) {
        const { width, height, data } = await playgroundEngine.decodeImage(new Blob([bytes(file)]));
        const right = bytes(rgb);
        const largest = data.reduce((most, value, at) => Math.max(most, Math.abs(value - right[at]!)), 0);
        results.push({ name, size: `${width}x${height}`, largest });
      }
      return results;
    }, goldens);
    // AVIF has a transform of colours that decoders round differently.
    const most = (name: string) => (name.endsWith('.avif') ? 3 : 0);
    expect(found.filter(({ name, largest }) => largest > most(name))).toEqual([]);
    expect(found.map(({ name, size }) => `${name} ${size}`)).toEqual(
      goldens.map(({ name, width, height }) => `${name} ${width}x${height}`),
    );
    expect(found.length).toBeGreaterThan(60);
  });

  await test.step('sides beyond those of a canvas or a texture keep their pixels', async () => {
    const sizes = [
      [65_536, 20],
      [16, 66_000],
      [100_000, 16],
      [16, 400_000],
      [40_000, 300],
      [2049, 2050],
    ] as const;
    for (const [width, height] of sizes)
      for (const alpha of [false, true]) {
        if (alpha && width * height > 2_000_000) continue;
        const file = Buffer.from(longPng(width, height, alpha)).toString('base64');
        const wrong = await page.evaluate(async (text) => {
          const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          const image = await playgroundEngine.decodeImage(new Blob([bytes]));
          let count = 0;
          for (let y = 0, at = 0; y < image.height; y++)
            for (let x = 0; x < image.width; x++)
              for (let c = 0; c < 3; c++) if (image.data[at++] !== (7 * x + 13 * y) % 251) count++;
          return `${image.width}x${image.height}: ${count}`;
        }, file);
        expect(wrong).toBe(`${width}x${height}: 0`);
      }
  });

  await test.step('files that are no readable picture say what they are', async () => {
    const jpeg = Buffer.from(goldens.find(({ name }) => name === 'jpeg.jpg')!.file, 'base64');
    const png = Buffer.from(goldens.find(({ name }) => name === 'rgba.png')!.file, 'base64');
    const cases = [
      [jpeg.subarray(0, jpeg.length / 2), 'The file begins as a JPEG image, but breaks off or is damaged.'],
      [jpeg.subarray(0, -2), 'The file begins as a JPEG image, but breaks off or is damaged.'],
      [png.subarray(0, png.length / 2), 'The file begins as a PNG image, but breaks off or is damaged.'],
      [
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"/>'),
        'The file is an SVG drawing, a format that is not read here.',
      ],
      [Buffer.from('II*\0\b\0\0\0'), 'The file is a TIFF image, a format that is not read here.'],
      [Buffer.from('\0\0\0\u0014ftypheic\0\0\0\0heic'), 'The file is a HEIC image, a format that is not read here.'],
      [
        Buffer.from('<!doctype html><title>404</title>'),
        'The file is a web page (HTML) that was saved in place of the file, and no image.',
      ],
      [Buffer.alloc(0), 'The file is empty.'],
    ] as const;
    for (const [file, message] of cases) {
      const said = await page.evaluate(async (text) => {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        return playgroundEngine.decodeImage(new Blob([bytes])).then(
          () => 'decoded',
          (error: Error) => error.message,
        );
      }, file.toString('base64'));
      expect(said).toBe(message);
    }
  });
});
