import { CodedError } from '../errors/coded-error';
import type { Preprocessing } from '../clip/image/preprocess';
import type { VisualTower } from '../clip/tower/modified-resnet';
import { roundToFloat16 } from '../formats/float16';
import type { RgbImage } from '../geometry/rgb-image';
import { Random } from '../math/random';
import { Sha256 } from '../math/sha256';
import {
  type DictionaryIdentity,
  identityDifferences,
  type MeasuredTransform,
  type PhotometricDictionary,
} from '../photometrics/dictionary/dictionary';
import { drawTransforms } from '../photometrics/draw-transforms';
import { familyVersion, type PhotometricTransform } from '../photometrics/parameters';
import type { Interruption } from '../tensor/parts';
import { dictionaryImage, TransformMeter } from './measure-transforms';

/** What a dictionary is measured from. */
export interface DictionaryRequest {
  /** N source images, at least one. */
  readonly images: readonly RgbImage[];
  /** How errors call the images; by their number where it is left out. */
  readonly imageNames?: readonly string[];
  /** K. */
  readonly transformCount: number;
  /** Of the draw of the transforms. */
  readonly seed: number;
}

/** Measures a dictionary, transform by transform. */
export class DictionaryRun {
  readonly #identity: DictionaryIdentity;
  readonly #transforms: readonly PhotometricTransform[];
  readonly #neutralTexts: readonly Float32Array[];
  readonly #measured: MeasuredTransform[];
  readonly #meter: TransformMeter;

  private constructor(dictionary: PhotometricDictionary, meter: TransformMeter) {
    this.#identity = dictionary.identity;
    this.#transforms = dictionary.transforms;
    this.#neutralTexts = dictionary.neutralTexts;
    this.#measured = [...dictionary.measured];
    this.#meter = meter;
  }

  /**
   * Embeds the source images.
   * @param start from {@link dictionaryStart}
   * @throws ModelError `diverged` for an image that has no direction in the embedding
   */
  static async open(
    tower: VisualTower,
    preprocessing: Preprocessing,
    { images, imageNames }: Pick<DictionaryRequest, 'images' | 'imageNames'>,
    start: PhotometricDictionary,
    interruption?: Interruption,
  ): Promise<DictionaryRun> {
    return new DictionaryRun(
      start,
      await TransformMeter.of(tower, preprocessing, images, { imageNames, interruption }),
    );
  }

  /** Transforms that are measured. */
  get done(): number {
    return this.#measured.length;
  }

  get isWhole(): boolean {
    return this.done === this.#identity.transformCount;
  }

  /** Measures the next transform. @param interruption ends it early: it counts as not measured then */
  async step(interruption?: Interruption): Promise<void> {
    this.#measured.push(await this.#meter.measure(this.#transforms[this.done]!, this.done, interruption));
  }

  /** What is measured so far. */
  dictionary(): PhotometricDictionary {
    return {
      identity: this.#identity,
      transforms: this.#transforms,
      measured: [...this.#measured],
      neutralTexts: this.#neutralTexts,
    };
  }
}

/**
 * What a measurement begins with: nothing measured, or the part to go on with.
 * @param neutralTexts unit embeddings of the neutral prompts, `[D]` each
 * @throws ModelError `bad-config` where the part belongs to another measurement
 */
export function dictionaryStart(
  identity: DictionaryIdentity,
  neutralTexts: readonly Float32Array[],
  resumeFrom: PhotometricDictionary | null,
): PhotometricDictionary {
  if (resumeFrom !== null) checkSameMeasurement(identity, resumeFrom);
  return {
    identity,
    transforms: drawTransforms(identity.transformCount, new Random(identity.seed)),
    measured: resumeFrom?.measured ?? [],
    neutralTexts: neutralTexts.map(roundToFloat16),
  };
}

/** @param model hash of the whole model */
export function dictionaryIdentity(
  { images, transformCount, seed }: DictionaryRequest,
  model: string,
  preprocessing: Preprocessing,
): DictionaryIdentity {
  return {
    family: familyVersion,
    model,
    images: imagesHash(images, preprocessing),
    imageCount: images.length,
    seed,
    transformCount,
  };
}

function imagesHash(images: readonly RgbImage[], preprocessing: Preprocessing): string {
  const { size, mean, std, interpolation, resizeMode } = preprocessing;
  const hash = new Sha256();
  const text = (value: unknown) => hash.update(new TextEncoder().encode(JSON.stringify(value)));
  text([size, mean, std, interpolation, resizeMode]);
  for (const image of images) {
    const { width, height, data } = dictionaryImage(image, preprocessing);
    text([width, height]);
    hash.update(data);
  }
  return hash.digest();
}

function checkSameMeasurement(identity: DictionaryIdentity, part: PhotometricDictionary): void {
  const differences = identityDifferences(identity, part.identity);
  if (differences.length === 0) return;
  throw new CodedError(
    'bad-config',
    `The measurement cannot go on from this part: ${differences.join(', ')} ${differences.length === 1 ? 'is another one' : 'are others'}.`,
    'Choose what the part was measured with, or begin anew.',
  );
}
