import { CodedError } from '../../errors/coded-error';
import type { EngineError } from '../../errors/areas';
import { checkOptimisationConfig } from '../../augmentation/check-config';
import type { OptimisationConfig } from '../../augmentation/optimisation-config';
import { checkStyleConfig, type StyleConfig } from '../../augmentation/pin/style-config';
import type { ZeroShotConfig } from '../../detector/zero-shot/zero-shot-config';
import type { RgbImage } from '../../geometry/rgb-image';
import type { DictionaryRequest } from '../../augmentation/dictionary-run';
import { mostTransforms } from '../../photometrics/dictionary/protocol';
import { checkPrompt } from '../../method/check-prompt';
import { settingProblem } from '../../method/setting';
import { trainingSettings } from '../../method/training-settings';
import { conditionByName } from '../../scenes/conditions';
import { plannedImages } from '../../runs/records/evaluation-plan';
import { scenesPerSplit } from '../../scenes/splits';
import type {
  EvaluationRequest,
  ShiftRequest,
  StepPicturesRequest,
  StepRequest,
  TrainingRequest,
  Validation,
} from '../engine';

/** As many as a detector's file may have. */
const mostZeroShotClasses = 1000;

/** @throws EngineError where CLIP alone cannot detect so: classes, background, numbers */
export function checkZeroShot({ classes, promptTemplate, background, logitScale, ...counts }: ZeroShotConfig): void {
  const refuse = (message: string, hint: string) => {
    throw new CodedError('bad-config', message, hint);
  };
  if (classes.length > mostZeroShotClasses)
    refuse(
      `${classes.length} classes are too many to look for: CLIP alone takes at most ${mostZeroShotClasses}.`,
      'Each is a text to embed and a score of every region: name those that the image may show.',
    );
  if (classes.length === 0) refuse('There is no class to look for.', 'Type at least one, such as “car”.');
  const twice = classes.find((name, at) => classes.indexOf(name) !== at);
  if (twice !== undefined) refuse(`The class “${twice}” is named twice.`, 'Name each class once.');
  if (!promptTemplate.includes('{}'))
    refuse(`The template “${promptTemplate}” has no place for the class.`, 'Write {} where the class stands.');
  for (const name of classes) checkPrompt(name);
  if (background.kind === 'prompts') {
    if (background.prompts.length === 0)
      refuse('There is no background prompt.', 'Type one, such as “a street”, or choose a margin.');
    background.prompts.forEach(checkPrompt);
  } else if (!(background.cosine >= -1 && background.cosine <= 1)) {
    refuse(
      `The margin must be a cosine from -1 to 1, not ${background.cosine}.`,
      'CLIP’s cosines of image and text lie near .25.',
    );
  }
  if (!(logitScale > 0 && logitScale <= 1000))
    refuse(`logitScale must be above 0 and at most 1000, not ${logitScale}.`, 'CLIP’s own is 100.');
  for (const key of ['proposals', 'regions'] as const) {
    if (!Number.isInteger(counts[key]) || counts[key] < 1)
      refuse(`${key} must be a whole number from 1, not ${counts[key]}.`, 'The default is a good start.');
  }
}

/** @throws EngineError where the configuration cannot be run: prompts, counts, images, crops. */
export function checkOptimisation(config: OptimisationConfig, images: readonly RgbImage[]): void {
  images.forEach(checkImage);
  checkSeed(config.seed);
  checkOptimisationConfig(config, images);
}

/** @throws EngineError where the configuration cannot be run: prompts, counts, images */
export function checkStyles(config: StyleConfig, images: readonly RgbImage[], resolution: number): void {
  images.forEach(checkImage);
  checkSeed(config.seed);
  checkStyleConfig(config, images, resolution);
}

/** @throws EngineError where nothing can be measured so: images, counts, seed */
export function checkDictionary({ images, transformCount, seed }: DictionaryRequest): void {
  if (images.length === 0)
    throw badConfig('There is no source image to measure transforms on.', 'Choose at least one image.');
  images.forEach(checkImage);
  checkCount('transformCount', transformCount);
  if (transformCount > mostTransforms)
    throw badConfig(`\`transformCount\` is ${transformCount}, but must be at most ${mostTransforms}.`, 'Lower it.');
  checkSeed(seed);
}

/** @throws EngineError `bad-config` */
export function checkTraining(request: TrainingRequest): void {
  const { config } = request;
  if (request.name.trim() === '') throw badConfig('The detector has no name.', 'Name the detector.');
  checkCount('steps', config.steps);
  checkCount('imagesPerStep', config.imagesPerStep);
  checkCount('scenes', request.scenes);
  if (request.domains !== undefined) checkDomains(request.domains);
  if (request.watched !== undefined) checkDomains([request.watched]);
  checkPositive('learningRate', config.learningRate);
  checkImageSide(config.imageShortSide);
  checkSeed(config.seed);
  for (const key of ['augmentationProbability', 'horizontalFlip'] as const) {
    if (!(config[key] >= 0 && config[key] <= 1))
      throw badConfig(`\`${key}\` is ${config[key]}, but a probability lies between 0 and 1.`, 'Correct the value.');
  }
  if (!(config.clipRateFactor >= 0 && Number.isFinite(config.clipRateFactor)))
    throw badConfig(`\`clipRateFactor\` is ${config.clipRateFactor}, but must not be negative.`, 'Correct the value.');
}

function checkImageSide(side: number | undefined): void {
  const problem = side === undefined ? null : settingProblem(trainingSettings.imageShortSide, side);
  if (problem !== null) throw badConfig(problem, 'It is in pixels; leave it out for the detector’s own.');
}

function checkDomains(domains: readonly string[]): void {
  if (domains.length === 0) throw badConfig('There is no domain to train on.', 'Name one, or leave `domains` out.');
  for (const name of domains) {
    if (conditionByName(name) === undefined)
      throw badConfig(`There is no domain ${name}.`, 'Use a name such as night-rainy, or <time>-<weather>.');
  }
}

/** @throws EngineError `bad-config` */
export function checkStepPictures({ training, from, count }: StepPicturesRequest): void {
  checkTraining(training);
  if (!Number.isInteger(from) || from < 0) throw badConfig(`There is no step ${from}.`, 'Steps count from 0.');
  checkCount('count', count);
}

/** @throws EngineError `bad-config` */
export function checkValidation({ every, images }: Validation): void {
  checkCount('validation.every', every);
  checkCount('validation.images', images);
}

/** @throws EngineError `bad-config` */
export function checkEvaluation(request: EvaluationRequest): void {
  const { source } = request;
  if (source.domains.length === 0) throw badConfig('There is no domain to evaluate on.', 'Choose at least one domain.');
  source.domains.forEach((_, index) => {
    const planned = plannedImages(source, index);
    checkCount(source.kind === 'builtin' ? 'imagesPerDomain' : 'images', planned);
    const from = request.from?.[index] ?? 0;
    if (!Number.isInteger(from) || from < 0 || from > planned)
      throw badConfig(`An evaluation cannot go on from image ${from} of ${planned}.`, 'Start it anew.');
  });
}

/** @throws EngineError `bad-config` */
export function checkShifts({ conditions, scenes }: ShiftRequest): void {
  if (conditions.length === 0) throw badConfig('There is no condition to measure.', 'Choose at least one condition.');
  const unknown = conditions.find((name) => conditionByName(name) === undefined);
  if (unknown !== undefined)
    throw badConfig(`There is no condition “${unknown}”.`, 'Use a name such as night-rainy, or <time>-<weather>.');
  checkCount('scenes', scenes);
  if (scenes > scenesPerSplit) throw badConfig(`A split has ${scenesPerSplit} scenes.`, 'Measure on fewer scenes.');
}

/** @throws EngineError `bad-config`, `empty-prompt`, `prompt-too-long` */
export function checkStep({ sourcePrompt, targetPrompt, crop, learningRate, l1Weight }: StepRequest): void {
  checkPrompt(sourcePrompt);
  checkPrompt(targetPrompt);
  checkImage(crop);
  checkPositive('learningRate', learningRate);
  if (!(l1Weight >= 0 && Number.isFinite(l1Weight)))
    throw badConfig(`The weight of l1 is ${l1Weight}.`, 'It is a number from 0 on.');
}

/** @throws EngineError `bad-config` where the pixels do not fit the size */
export function checkImage(image: RgbImage): void {
  const { width, height, data } = image;
  if (
    !Number.isInteger(width) ||
    !Number.isInteger(height) ||
    width < 1 ||
    height < 1 ||
    data.length !== width * height * 3
  ) {
    throw badConfig(`An image of ${width} × ${height} pixels holds ${data.length} bytes.`, 'Decode the image again.');
  }
}

function checkCount(key: string, value: number): void {
  if (!Number.isInteger(value) || value < 1)
    throw badConfig(`\`${key}\` is ${value}, but must be a whole number from 1.`, 'Correct the value.');
}

function checkPositive(key: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value)))
    throw badConfig(`\`${key}\` is ${value}, but must be a positive number.`, 'Correct the value.');
}

function checkSeed(seed: number): void {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    throw badConfig(`The seed is ${seed}, but must be a whole number from 0 to 4294967295.`, 'Correct the seed.');
}

function badConfig(message: string, hint: string): EngineError {
  return new CodedError('bad-config', message, hint);
}
