import { describe, expect, it } from 'vitest';
import { roundToFloat16 } from '../formats/float16';
import { openSafetensors, type WritableTensor, writeSafetensors } from '../formats/safetensors/safetensors';
import type { PhotometricDictionary } from '../photometrics/dictionary/dictionary';
import { exampleDictionary } from '../photometrics/dictionary/testing';
import { readDictionaryFile, writeDictionaryFile } from './dictionary-file';

/** As it comes from a measurement. */
function stored(dictionary: PhotometricDictionary): PhotometricDictionary {
  return {
    ...dictionary,
    measured: dictionary.measured.map(({ shift, change, leastStrength }) => ({
      shift: roundToFloat16(shift),
      change: Math.fround(change),
      leastStrength: Math.fround(leastStrength),
    })),
    neutralTexts: dictionary.neutralTexts.map(roundToFloat16),
  };
}

const whole = stored(exampleDictionary(12, 5));

/** The file with one tensor or one text of the metadata in another way. */
async function changed(
  tensor: Partial<Record<string, Partial<WritableTensor>>>,
  metadata: Readonly<Record<string, string | undefined>> = {},
): Promise<Uint8Array> {
  const file = await openSafetensors(writeDictionaryFile(whole));
  const tensors: WritableTensor[] = [];
  for (const [name, { dtype, shape, read }] of file.tensors)
    tensors.push({ name, dtype, shape, data: await read(), ...tensor[name] });
  const texts = Object.entries({ ...Object.fromEntries(file.metadata), ...metadata });
  return writeSafetensors(
    tensors,
    Object.fromEntries(texts.filter((pair): pair is [string, string] => pair[1] !== undefined)),
  );
}

describe('dictionary file', () => {
  it('comes back as it was, with the transforms that the seed draws', async () => {
    expect(await readDictionaryFile(writeDictionaryFile(whole))).toEqual(whole);
  });

  it('holds a part as fewer rows', async () => {
    const part = { ...whole, measured: whole.measured.slice(0, 4) };
    expect(await readDictionaryFile(writeDictionaryFile(part))).toEqual(part);
    const none = { ...whole, measured: [] };
    expect(await readDictionaryFile(writeDictionaryFile(none))).toEqual(none);
  });

  it.each<[string, () => Uint8Array | Promise<Uint8Array>, string]>([
    ['noise', () => Uint8Array.of(1, 2, 3), 'no file of measured transforms'],
    ['a cut file', () => writeDictionaryFile(whole).subarray(0, 400), 'no file of measured transforms'],
    ['another file', () => writeSafetensors([], {}), 'does not name a family'],
    ['no shifts', () => writeSafetensors([], { ...about, imageCount: '3' }), 'no tensor "shifts"'],
    ['flat shifts', () => changed({ shifts: { shape: [60] } }), '[transforms, dimensions]'],
    ['more rows than transforms', () => changed({}, { transformCount: '11' }), '12 transforms of 11'],
    [
      'fewer changes',
      () => changed({ changes: { shape: [3], data: new Float32Array(3) } }),
      '"changes" is [3], not [12]',
    ],
    [
      'neutral texts of another number',
      () => changed({ neutralTexts: { shape: [50, 10] } }),
      '"neutralTexts" is [50, 10], not [100, 5]',
    ],
    [
      'NaN',
      () => changed({ shifts: { data: new Float32Array(60).fill(NaN) } }),
      '"shifts" holds values that are not finite',
    ],
    ['an infinite text', () => changed({ neutralTexts: { data: new Float32Array(500).fill(Infinity) } }), 'not finite'],
    [
      'a negative strength',
      () => changed({ leastStrengths: { data: new Float32Array(12).fill(-1) } }),
      'not from 0 to 1',
    ],
    ['a large change', () => changed({ changes: { data: new Float32Array(12).fill(1.5) } }), 'not from 0 to 1'],
    ['no seed', () => changed({}, { seed: undefined }), '“” as "seed"'],
    ['a fraction', () => changed({}, { transformCount: '12.5' }), '“12.5” as "transformCount"'],
    // Before a record of each is made.
    ['ten thousand million transforms', () => changed({}, { transformCount: '1e10' }), '“1e10” as "transformCount"'],
    ['a seed that no draw has', () => changed({}, { seed: '-1' }), '“-1” as "seed"'],
    ['no images', () => changed({}, { imageCount: '0' }), '“0” as "imageCount"'],
    ['no hash', () => changed({}, { model: 'RN50' }), 'no hash as "model"'],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(readDictionaryFile(await bytes())).rejects.toMatchObject({
      code: 'bundle-file-broken',
      message: expect.stringContaining(message),
      hint: expect.stringContaining('anew'),
    });
  });

  it('refuses another family of transforms, and says what to do', async () => {
    await expect(readDictionaryFile(await changed({}, { family: 'photometrics-0' }))).rejects.toMatchObject({
      code: 'unsupported-model',
      message: expect.stringContaining('photometrics-0'),
      hint: expect.stringContaining('Measure the transforms anew'),
    });
  });

  it('refuses integers', async () => {
    const shifts = { dtype: 'I32', data: new Int32Array(60) } as const;
    await expect(readDictionaryFile(await changed({ shifts }))).rejects.toMatchObject({ code: 'unsupported-model' });
  });
});

const about = {
  family: 'photometrics-1',
  model: 'a'.repeat(64),
  images: 'b'.repeat(64),
  seed: '1',
  transformCount: '2',
};
