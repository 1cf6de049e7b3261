import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RgbImage } from '../geometry/rgb-image';
import { sha256 } from '../math/sha256';
import { fillNoise, noiseKey, type NoiseKey } from './counter-noise';
import { corruptionNames, type CorruptionName, type Severity } from './corruptions/corruption-names';
import { corruptions } from './corruptions/corruption-operations';
import { type ImageTransform, transformImage } from './image-transform';
import { familyVersion, parameterNames, parameters, type PhotometricTransform, transformOf } from './parameters';

function noiseWords(count: number, key: NoiseKey, stream: number): Int32Array {
  const words = new Int32Array(count + (count % 2));
  fillNoise(words, key, stream);
  return words.slice(0, count);
}

interface Case {
  readonly parameters?: Partial<PhotometricTransform>;
  readonly corruption?: CorruptionName;
  readonly severity?: Severity;
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  readonly strength: number;
  readonly result: readonly number[];
}

interface Goldens {
  /** SHA-256 of the file that made them. */
  readonly augment: string;
  readonly family: string;
  readonly parameters: object;
  readonly corruptions: object;
  readonly words: readonly number[];
  readonly pictures: readonly { readonly width: number; readonly height: number; readonly data: readonly number[] }[];
  readonly cases: readonly Case[];
}

// Made by public/augment.py through goldens/photometrics.py.
const goldens = JSON.parse(readFileSync(new URL('goldens/photometrics.json', import.meta.url), 'utf8')) as Goldens;

function transformOfCase({ parameters: changed, corruption, severity }: Case): ImageTransform {
  if (changed !== undefined) return { kind: 'photometric', parameters: transformOf(changed) };
  return { kind: 'corruption', corruption: corruption!, severity: severity! };
}

const pictureOfCase = ({ width }: Case): RgbImage => {
  const found = goldens.pictures.find((picture) => picture.width === width)!;
  return { ...found, data: Uint8Array.from(found.data) };
};

test('numpy has the same words of noise', () => {
  const words = noiseWords(goldens.words.length, noiseKey(2 ** 40 + 12345), 3);
  expect([...words].map((word) => word >>> 0)).toEqual(goldens.words);
});

test.each(
  goldens.cases.map((golden) => [golden.corruption ?? Object.keys(golden.parameters!).join(', '), golden] as const),
)('augment.py agrees within 1/255: %s', (_, golden) => {
  const { data } = transformImage(pictureOfCase(golden), transformOfCase(golden), golden.strength, golden.seed);
  const differences = [...data].map((value, at) => Math.abs(value - golden.result[at]!));
  expect(golden.result).toHaveLength(data.length);
  expect(Math.max(...differences)).toBeLessThanOrEqual(1);
  // A rounding may fall the other way here and there; a formula that differs shows everywhere.
  expect(differences.filter((difference) => difference > 0).length).toBeLessThan(data.length / 100);
});

test('the goldens are of this augment.py, have every operation, and its tables are ours', () => {
  const augment = readFileSync(new URL('../../public/augment.py', import.meta.url));
  expect(sha256([augment]), 'run src/photometrics/goldens/photometrics.py again').toBe(goldens.augment);
  expect(goldens.cases.flatMap(({ corruption }) => corruption ?? [])).toEqual(corruptionNames);
  const changed = new Set(goldens.cases.flatMap((golden) => Object.keys(golden.parameters ?? {})));
  expect([...changed].sort()).toEqual([...parameterNames].sort());
  expect(goldens.family).toBe(familyVersion);
  expect(goldens.parameters).toEqual(
    Object.fromEntries(
      parameterNames.map((name) => {
        const { low, high, identity, scale } = parameters[name];
        return [name, [low, high, identity, scale]];
      }),
    ),
  );
  const constants = (name: CorruptionName) =>
    [0, 1, 2, 3, 4].map((at) => corruptions[name].parameters.map(({ values }) => values[at]));
  expect(goldens.corruptions).toEqual(Object.fromEntries(corruptionNames.map((name) => [name, constants(name)])));
});
