import type { Page } from '@playwright/test';
import type { ModelInfo } from '../../src/engine/engine';
import { CodedError } from '../../src/errors/coded-error';
import type { RgbImage } from '../../src/geometry/rgb-image';
import type { PhotometricDictionary } from '../../src/photometrics/dictionary/dictionary';
import { dictionaryProtocol } from '../../src/photometrics/dictionary/protocol';
import type { PhotometricsConfig } from './config/photometrics-config';
import { inPage } from './in-page';
import type { OpenSource } from './source-images';

/** A dictionary with a source image to show it on. */
export interface OpenedDictionary {
  readonly dictionary: PhotometricDictionary;
  /** Where it comes from. */
  readonly origin: 'bundle' | 'measure';
  readonly image: RgbImage;
  readonly imageName: string;
}

type DictionaryKeys = Pick<
  PhotometricsConfig,
  'dictionary' | 'images' | 'dataset' | 'sourceImages' | 'transforms' | 'seed' | 'control'
>;

/**
 * Whether a configuration asks for other measurements than the usual ones, which a bundle may ship. The seed is also that of the matched control, which
 * is drawn anew without measuring anew.
 */
export function asksForOther({ images, dataset, sourceImages, transforms, seed, control }: DictionaryKeys): boolean {
  const { imageCount, transformCount, seed: usual } = dictionaryProtocol;
  return (
    images !== undefined ||
    dataset !== undefined ||
    (sourceImages ?? imageCount) !== imageCount ||
    (transforms ?? transformCount) !== transformCount ||
    (control !== 'matched-random' && (seed ?? usual) !== usual)
  );
}

/** @throws CodedError `bad-config` where the bundle's is wanted together with keys of another one */
export function checkDictionaryKeys(config: DictionaryKeys): void {
  if (config.dictionary === 'bundle' && asksForOther(config))
    throw new CodedError(
      'bad-config',
      'dictionary is bundle, but images, dataset, sourceImages, transforms or seed ask for other measurements than the bundle has.',
      'Write dictionary: measure, or leave those keys out.',
    );
}

/** Takes the bundle's dictionary where nothing asks for another one, else measures. @throws CodedError `bad-config` where the bundle has none and is wanted */
export async function openDictionary(
  page: Page,
  model: ModelInfo,
  config: DictionaryKeys,
  openSource: OpenSource,
): Promise<OpenedDictionary> {
  const [shipped] = model.photometrics;
  const wanted = config.dictionary ?? (asksForOther(config) || shipped === undefined ? 'measure' : 'bundle');
  if (wanted === 'bundle') {
    if (shipped === undefined)
      throw new CodedError(
        'bad-config',
        `dictionary is bundle, but the model ${model.name} ships none.`,
        'Write dictionary: measure.',
      );
    const { key, names } = await openSource(page, 1);
    const opened = await inPage(
      page,
      async ({ name, images }: { name: string; images: string }) => ({
        dictionary: await playgroundEngine.loadDictionary(name),
        image: openedImages.take(images)[0]!,
      }),
      { name: shipped, images: key },
    );
    return { ...opened, origin: 'bundle', imageName: names[0]! };
  }
  const { imageCount, transformCount, seed } = dictionaryProtocol;
  const { key, names } = await openSource(page, config.sourceImages ?? imageCount);
  const measured = await measureInPage(page, {
    key,
    transformCount: config.transforms ?? transformCount,
    seed: config.seed ?? seed,
  });
  return { ...measured, origin: 'measure', imageName: names[0]! };
}

function measureInPage(page: Page, request: { key: string; transformCount: number; seed: number }) {
  return inPage(
    page,
    async ({ key, transformCount, seed }: { key: string; transformCount: number; seed: number }) => {
      const images = openedImages.take(key);
      const estimate = await playgroundEngine.estimateDictionary({ images, transformCount, seed });
      void reportProgress(
        `${images.length} images, ${transformCount} transforms: about ${Math.ceil(estimate.seconds)} s`,
      );
      let last = performance.now();
      const job = playgroundEngine.measureDictionary(
        { images, transformCount, seed },
        {
          onProgress: ({ stage, done, total }) => {
            if (performance.now() - last < 2000) return;
            last = performance.now();
            void reportProgress(`${stage} ${done}/${total}`);
          },
        },
      );
      return { dictionary: await job.result, image: images[0]! };
    },
    request,
  );
}
