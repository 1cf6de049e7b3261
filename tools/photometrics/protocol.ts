import type { RgbImage } from '../../src/geometry/rgb-image';
import { type Condition, renderScene, sceneSeed, type SceneSplit } from '../../src/scenes';

/** docs/photometrics.md fixes these. */
export const sourceImages = 24;
export const transformCount = 240;

/** Of the dictionary's draws. */
export const seed = 1;

export const sourceCondition: Condition = { time: 'day', weather: 'clear' };

export function streets(split: SceneSplit, count: number, condition: Condition): readonly RgbImage[] {
  return Array.from({ length: count }, (_, index) => renderScene(sceneSeed(split, index), condition).image);
}

/** The source images of the built-in dictionary. */
export function dictionaryImages(): readonly RgbImage[] {
  return streets('train', sourceImages, sourceCondition);
}
