import { CodedError } from '../errors/coded-error';
import type { ModelError } from '../errors/areas';
import type { RgbImage } from '../geometry/rgb-image';
import { checkPrompt } from '../method/check-prompt';
import type { OptimisationConfig } from './optimisation-config';

/** More crops than this in a step only cost memory. */
const mostCrops = 4096;

/**
 * Refuses a configuration that cannot run, before anything is uploaded.
 *
 * @throws ModelError `no-target-prompt`, `empty-prompt`, `prompt-too-long` or `bad-config`, naming the key and what it allows
 */
export function checkOptimisationConfig(config: OptimisationConfig, images: readonly RgbImage[]): void {
  if (config.targetPrompts.length === 0) {
    throw new CodedError(
      'no-target-prompt',
      'There is no target prompt.',
      'Add at least one, such as "an image taken on a rain night".',
    );
  }
  for (const prompt of [config.sourcePrompt, ...config.targetPrompts]) checkPrompt(prompt);
  for (const key of ['iterations', 'cropsPerStep', 'imagesPerStep', 'cropSize', 'imageShortSide'] as const) {
    if (!Number.isInteger(config[key]) || config[key] < 1)
      throw bad(`${key} must be a whole number from 1, not ${config[key]}.`);
  }
  if (!(config.learningRate > 0 && config.learningRate < 100))
    throw bad(`learningRate must be above 0 and below 100, not ${config.learningRate}.`);
  if (!(config.l1Weight >= 0 && config.l1Weight <= 1e6))
    throw bad(`l1Weight must be from 0 to 1000000, not ${config.l1Weight}.`);
  if (config.cropsPerStep > mostCrops)
    throw bad(`cropsPerStep must be at most ${mostCrops}, not ${config.cropsPerStep}.`);
  if (images.length === 0)
    throw bad('There are no images to cut crops from.', 'Choose built-in scenes, or drop images of your own.');
  if (config.crops) {
    checkFixedCrops(config, images);
  } else if (config.cropSize > config.imageShortSide) {
    throw bad(
      `cropSize (${config.cropSize}) is larger than the short side of the resized images, imageShortSide (${config.imageShortSide}).`,
    );
  }
}

function checkFixedCrops(config: OptimisationConfig, images: readonly RgbImage[]): void {
  const crops = config.crops ?? [];
  if (crops.length === 0) throw bad('crops is an empty list.', 'Leave crops out to draw random ones.');
  crops.forEach(({ image: index, x, y, width, height }, at) => {
    const image = images[index];
    if (!image) throw bad(`crops[${at}].image is ${index}; there are ${images.length} images.`);
    const whole = [x, y, width, height].every(Number.isInteger) && width > 0 && height > 0;
    if (!whole || x < 0 || y < 0 || x + width > image.width || y + height > image.height) {
      throw bad(
        `crops[${at}] (${x}, ${y}, ${width}×${height}) leaves its image of ${image.width}×${image.height} pixels.`,
      );
    }
  });
}

function bad(message: string, hint = 'Correct it in the settings of the optimisation.'): ModelError {
  return new CodedError('bad-config', message, hint);
}
