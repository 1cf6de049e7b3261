import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeText, namedBlobs, vocTexts } from '../../data/testing';
import { concatBytes } from '../../formats/bytes';
import { unzip } from '../../formats/zip/testing-zip';
import { transformOf } from '../../photometrics/parameters';
import type { CopyOptions, CopyPiece, CopyRequest, DataSetInfo } from '../engine';
import { inProcessEngine } from '../testing';

const options: CopyOptions = {
  policy: {
    model: null,
    sourcePrompt: 'a day',
    probability: 1,
    strengthLaw: 'uniform-from-least',
    prompts: [
      {
        text: 'a night',
        confidence: null,
        transforms: [
          {
            weight: 1,
            score: null,
            leastStrength: 1,
            transform: { kind: 'photometric', parameters: transformOf({ exposure: 0.2 }) },
          },
        ],
      },
    ],
  },
  copies: 3,
  probability: 1,
  seed: 7,
  parts: ['train'],
  originals: true,
  otherParts: 'unchanged',
};

describe('copies of a data set, by the engine', () => {
  // Encoded, a picture is the first million of its bytes.
  const engine = inProcessEngine({ decode: decodeText, encode: async ({ data }) => data.slice(0, 1_000_000) });
  let info: DataSetInfo;
  beforeAll(async () => {
    info = await engine.openDataSet({
      kind: 'files',
      name: 'mine',
      files: namedBlobs({ ...vocTexts, 'JPEGImages/a.jpg': '400x2000' }),
    });
  });
  afterAll(() => engine.dispose());

  const request = (): CopyRequest => ({ dataSet: info.id, title: info.title, options });

  it('come as one zip file, or as files, with the same content', async () => {
    const zip: Uint8Array[] = [];
    const progress: number[] = [];
    const report = await engine.copyDataSet(request(), {
      form: 'zip',
      write: async ({ bytes }) => void zip.push(bytes),
      onProgress: ({ done }) => progress.push(done),
    });
    expect(report).toEqual({ copies: 3, changed: 3, unreadable: [] });
    expect(progress.at(-1)).toBe(2);
    const pieces = new Map<string, Uint8Array[]>();
    let open = '';
    await engine.copyDataSet(request(), {
      form: 'files',
      write: async ({ path, bytes, isLast }) => {
        expect(open === '' || open === path).toBe(true);
        open = isLast ? '' : path;
        pieces.set(path, [...(pieces.get(path) ?? []), bytes]);
      },
    });
    const files = new Map([...pieces].map(([path, parts]) => [path, concatBytes(parts)]));
    // Vitest compares the million bytes one by one, which takes many seconds.
    expect(isDeepStrictEqual(await unzip(concatBytes(zip)), files)).toBe(true);
    // 128 in linear light is 55.8 of 255; a fifth of it is 61.6 again.
    expect(files.get('JPEGImages/a-copy-1.jpg')![0]).toBe(Math.round(255 * (0.2 * (128 / 255) ** 2.2) ** (1 / 2.2)));
    expect(new TextDecoder().decode(files.get('JPEGImages/a.jpg'))).toBe('400x2000');
    expect(new TextDecoder().decode(files.get('ImageSets/Main/test.txt'))).toBe('b\n');
  });

  it('are made no further ahead than 16 MB while one is written slowly', async () => {
    let encoded = 0;
    const slow = inProcessEngine({
      decode: decodeText,
      encode: async () => {
        encoded++;
        return new Uint8Array(6_000_000);
      },
    });
    const pictures = Array.from({ length: 9 }, (_, at) => [`JPEGImages/${at}.jpg`, '4x2'] as const);
    const labels = Array.from(
      { length: 9 },
      (_, at) => [`Annotations/${at}.xml`, vocTexts['Annotations/a.xml']!] as const,
    );
    const files = namedBlobs(Object.fromEntries([...pictures, ...labels]));
    const opened = await slow.openDataSet({ kind: 'files', name: 'many', files });
    let release = () => undefined as void;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let written = 0;
    const copying = slow.copyDataSet(
      { dataSet: opened.id, title: opened.title, options: { ...options, copies: 1, parts: ['all'], originals: false } },
      {
        form: 'files',
        write: async ({ bytes }) => {
          await released;
          written += bytes.length;
        },
      },
    );
    await vi.waitFor(() => expect(encoded).toBeGreaterThan(2));
    // Rounds of the event loop in which the engine would go on.
    for (let round = 0; round < 100; round++) await new Promise((resolve) => setImmediate(resolve));
    // Three are more than 16 MB; one more is under way, and one may be asked for before the engine hears of it.
    expect(encoded).toBeLessThanOrEqual(5);
    release();
    await copying;
    expect(encoded).toBe(9);
    expect(written).toBeGreaterThan(9 * 6_000_000);
    slow.dispose();
  });

  it('end where they cannot be', async () => {
    const held: CopyPiece[] = [];
    const error = await engine
      .copyDataSet(request(), {
        form: 'files',
        write: async (piece) => {
          held.push(piece);
          if (held.length === 3) throw new Error('the disk is full');
        },
      })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ message: 'the disk is full' });
    expect(held).toHaveLength(3);
  });

  it('are cancelled between two pictures', async () => {
    const controller = new AbortController();
    const copying = engine.copyDataSet(request(), {
      form: 'zip',
      signal: controller.signal,
      write: async () => controller.abort(),
    });
    await expect(copying).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('are estimated from the sizes of the files and a few pictures', async () => {
    const estimate = await engine.estimateCopies(request());
    expect(estimate).toMatchObject({ pictures: 2, copies: 3 });
    // Three copies of a million bytes, and what is small.
    expect(estimate.bytes).toBeGreaterThan(3_000_000);
    expect(estimate.bytes).toBeLessThan(3_010_000);
    expect(estimate.seconds).toBeGreaterThan(0);
    await expect(engine.estimateCopies({ ...request(), dataSet: 'gone' })).rejects.toMatchObject({
      code: 'data-set-missing',
    });
  });
});
