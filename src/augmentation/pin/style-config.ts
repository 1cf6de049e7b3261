import { CodedError } from '../../errors/coded-error';
import type { ModelError } from '../../errors/areas';
import type { RgbImage } from '../../geometry/rgb-image';
import { checkPrompt } from '../../method/check-prompt';
import { modelSize } from '../../method/model-size';

/** Everything that determines a run of PIN, apart from model, images and backend. */
export interface StyleConfig {
  readonly method: 'pin';
  readonly targetPrompts: readonly string[];
  /** Updates of each batch of crops. */
  readonly iterations: number;
  readonly learningRate: number;
  /** Source crops, and so styles of each prompt. */
  readonly crops: number;
  /** Crops that are optimised together; the loss is their mean, so the rate of each depends on it. */
  readonly cropsPerBatch: number;
  /** Side of a crop in pixels of the resized image: a multiple of the model's resolution. */
  readonly cropSize: number;
  /** Short side to which images are resized before crops are cut. */
  readonly imageShortSide: number;
  readonly seed: number;
}

/** A configuration without what only the user can say. */
export type StylePreset = Omit<StyleConfig, 'targetPrompts'>;

/** PØDA's settings; its crops of 768 pixels become twice or three times the model's resolution. */
const common = { method: 'pin', iterations: 100, learningRate: 1, seed: 1 } as const;

/** The defaults for a model of that resolution; the built-in scenes have 256 pixels. */
export function styleDefaults(resolution: number): StylePreset {
  return modelSize(resolution) === 'builtin'
    ? { ...common, crops: 16, cropsPerBatch: 16, cropSize: 2 * resolution, imageShortSide: 256 }
    : { ...common, crops: 160, cropsPerBatch: 16, cropSize: 2 * resolution, imageShortSide: 600 };
}

/** More than this only costs time. */
const mostCrops = 4096;

/**
 * Refuses a configuration that cannot run.
 * @param resolution of the model
 * @throws ModelError `no-target-prompt`, `empty-prompt`, `prompt-too-long` or `bad-config`, naming the key and what it allows
 */
export function checkStyleConfig(config: StyleConfig, images: readonly RgbImage[], resolution: number): void {
  if (config.targetPrompts.length === 0) {
    throw new CodedError(
      'no-target-prompt',
      'There is no target prompt.',
      'Add at least one, such as “driving at night”.',
    );
  }
  for (const prompt of config.targetPrompts) checkPrompt(prompt);
  for (const key of ['iterations', 'crops', 'cropsPerBatch', 'cropSize', 'imageShortSide'] as const) {
    if (!Number.isInteger(config[key]) || config[key] < 1)
      throw bad(`${key} must be a whole number from 1, not ${config[key]}.`);
  }
  if (!(config.learningRate > 0 && config.learningRate < 100))
    throw bad(`learningRate must be above 0 and below 100, not ${config.learningRate}.`);
  if (config.crops > mostCrops) throw bad(`crops must be at most ${mostCrops}, not ${config.crops}.`);
  if (config.cropSize % resolution !== 0)
    throw bad(`cropSize must be a multiple of the model's resolution, ${resolution}, not ${config.cropSize}.`);
  if (config.cropSize > config.imageShortSide) {
    throw bad(
      `cropSize (${config.cropSize}) is larger than the short side of the resized images, imageShortSide (${config.imageShortSide}).`,
    );
  }
  if (images.length === 0) throw bad('There are no images to cut crops from.', 'Choose at least one image.');
}

function bad(message: string, hint = 'Correct it in the configuration.'): ModelError {
  return new CodedError('bad-config', message, hint);
}
