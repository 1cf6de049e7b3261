import type { RgbImage } from '../../src/geometry/rgb-image';
import { type Condition, renderScene, sceneSeed, type SceneSplit } from '../../src/scenes';

export const sourceCondition: Condition = { time: 'day', weather: 'clear' };

export function streets(split: SceneSplit, count: number, condition: Condition): readonly RgbImage[] {
  return Array.from({ length: count }, (_, index) => renderScene(sceneSeed(split, index), condition).image);
}
