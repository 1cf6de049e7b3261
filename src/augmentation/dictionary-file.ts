import { checkWeightType } from '../clip/weights/state-dict';
import { isFormatError } from '../errors/areas';
import { brokenFile } from '../errors/broken-file';
import { CodedError } from '../errors/coded-error';
import { openSafetensors, type StoredTensor, writeSafetensors } from '../formats/safetensors/safetensors';
import { parseDecimal } from '../formats/text/number-text';
import { concatenate } from '../math/concatenate';
import { Random } from '../math/random';
import type { DictionaryIdentity, PhotometricDictionary } from '../photometrics/dictionary/dictionary';
import { neutralPromptCount } from '../photometrics/dictionary/dictionary';
import { mostTransforms } from '../photometrics/dictionary/protocol';
import { drawTransforms } from '../photometrics/draw-transforms';
import { familyVersion } from '../photometrics/parameters';

const broken = brokenFile(
  'Measure the transforms anew: the playground writes such a file itself.',
  (reason) => `This is no file of measured transforms: ${reason}.`,
);

/**
 * A dictionary, whole or in part, as safetensors: `shifts` `[K, D]` and `neutralTexts` `[100, D]` in half precision, `changes` and `leastStrengths`
 * `[K]`, the identity in the metadata. Transforms are not in it: they are drawn again from the seed.
 * @param about more metadata: where the dictionary comes from
 */
export function writeDictionaryFile(
  { identity, measured, neutralTexts }: PhotometricDictionary,
  about: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const rows = measured.length;
  const dimensions = neutralTexts[0]?.length ?? 0;
  const numbers = (of: 'change' | 'leastStrength') => Float32Array.from(measured, (row) => row[of]);
  const { imageCount, seed, transformCount, ...texts } = identity;
  return writeSafetensors(
    [
      {
        name: 'shifts',
        dtype: 'F16',
        shape: [rows, dimensions],
        data: concatenate(measured.map(({ shift }) => shift)),
      },
      { name: 'changes', dtype: 'F32', shape: [rows], data: numbers('change') },
      { name: 'leastStrengths', dtype: 'F32', shape: [rows], data: numbers('leastStrength') },
      {
        name: 'neutralTexts',
        dtype: 'F16',
        shape: [neutralTexts.length, dimensions],
        data: concatenate(neutralTexts),
      },
    ],
    {
      ...about,
      ...texts,
      imageCount: String(imageCount),
      seed: String(seed),
      transformCount: String(transformCount),
    },
  );
}

/**
 * Reads what {@link writeDictionaryFile} wrote.
 * @throws ModelError `bundle-file-broken` for what is no such file, `unsupported-model` for another family of transforms or for integers
 */
export async function readDictionaryFile(file: Uint8Array): Promise<PhotometricDictionary> {
  try {
    const { get, metadata } = await openSafetensors(file);
    const identity = readIdentity(metadata);
    const [shifts, changes, leastStrengths, texts] = [
      get('shifts'),
      get('changes'),
      get('leastStrengths'),
      get('neutralTexts'),
    ];
    const [rows, dimensions] = shifts.shape;
    if (rows === undefined || dimensions === undefined || shifts.shape.length !== 2 || dimensions === 0)
      throw broken('its tensor "shifts" is not of shape [transforms, dimensions]');
    if (rows > identity.transformCount)
      throw broken(`it holds ${rows} transforms of ${identity.transformCount}, more than there are`);
    checkShape(changes, [rows]);
    checkShape(leastStrengths, [rows]);
    checkShape(texts, [neutralPromptCount, dimensions]);
    const shiftRows = rowsOf(await finiteValues(shifts), rows, dimensions);
    const [change, least] = [await shares(changes), await shares(leastStrengths)];
    return {
      identity,
      transforms: drawTransforms(identity.transformCount, new Random(identity.seed)),
      measured: shiftRows.map((shift, k) => ({ shift, change: change[k]!, leastStrength: least[k]! })),
      neutralTexts: rowsOf(await finiteValues(texts), neutralPromptCount, dimensions),
    };
  } catch (error) {
    if (isFormatError(error)) throw broken(error.message, error);
    throw error;
  }
}

function readIdentity(metadata: ReadonlyMap<string, string>): DictionaryIdentity {
  const family = metadata.get('family');
  if (family === undefined) throw broken('its metadata does not name a family of transforms');
  if (family !== familyVersion)
    throw new CodedError(
      'unsupported-model',
      `The transforms of this file are of the family ${family}; this page has ${familyVersion}, in which the same records mean other pictures.`,
      'Measure the transforms anew for this model, or open the file in the playground that wrote it.',
    );
  return {
    family,
    model: hash(metadata, 'model'),
    images: hash(metadata, 'images'),
    imageCount: whole(metadata, 'imageCount', 1, Number.MAX_SAFE_INTEGER),
    seed: whole(metadata, 'seed', 0, 2 ** 32 - 1),
    transformCount: whole(metadata, 'transformCount', 1, mostTransforms),
  };
}

function hash(metadata: ReadonlyMap<string, string>, key: 'model' | 'images'): string {
  const text = metadata.get(key) ?? '';
  if (!/^[0-9a-f]{64}$/u.test(text)) throw broken(`its metadata gives no hash as "${key}"`);
  return text;
}

function whole(
  metadata: ReadonlyMap<string, string>,
  key: keyof DictionaryIdentity,
  low: number,
  high: number,
): number {
  const text = metadata.get(key) ?? '';
  const value = parseDecimal(text);
  if (value === undefined || !Number.isInteger(value) || value < low || value > high)
    throw broken(`its metadata gives “${text}” as "${key}", where a whole number from ${low} to ${high} belongs`);
  return value;
}

function checkShape({ name, shape }: StoredTensor, wanted: readonly number[]): void {
  if (shape.join() !== wanted.join())
    throw broken(`its tensor "${name}" is [${shape.join(', ')}], not [${wanted.join(', ')}]`);
}

async function finiteValues(tensor: StoredTensor): Promise<Float32Array> {
  checkWeightType(tensor.name, tensor.dtype);
  const values = await tensor.readFloat32();
  if (!values.every(Number.isFinite)) throw broken(`its tensor "${tensor.name}" holds values that are not finite`);
  return values;
}

async function shares(tensor: StoredTensor): Promise<Float32Array> {
  const values = await finiteValues(tensor);
  if (!values.every((value) => value >= 0 && value <= 1))
    throw broken(`its tensor "${tensor.name}" holds values that are not from 0 to 1`);
  return values;
}

function rowsOf(values: Float32Array, rows: number, dimensions: number): readonly Float32Array[] {
  return Array.from({ length: rows }, (_, row) => values.slice(row * dimensions, (row + 1) * dimensions));
}
