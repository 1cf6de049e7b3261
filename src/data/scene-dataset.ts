import { conditionByName } from '../scenes/conditions';
import { renderScene } from '../scenes/render';
import { sceneSeed, type SceneSplit } from '../scenes/splits';
import type { AnnotatedImage, AnnotatedImages } from './annotated-image';

export interface SceneDatasetOptions {
  /** Name of a condition, e.g. `night-rainy`. */
  readonly domain: string;
  readonly split: SceneSplit;
  /** Scenes 0 to count − 1 of the split. */
  readonly count: number;
  /** Rendered scenes that are kept for the next call, 196 kB each; none by default. */
  readonly cacheSize?: number;
}

/**
 * Built-in scenes of one domain, rendered when they are asked for. The same index is the same street in every domain.
 * @throws RangeError for a domain that does not exist
 */
export function createSceneDataset({ domain, split, count, cacheSize = 0 }: SceneDatasetOptions): AnnotatedImages {
  const condition = conditionByName(domain);
  if (condition === undefined) throw new RangeError(`there is no domain "${domain}"`);
  const cache = new Map<number, AnnotatedImage>();
  return {
    length: count,
    at(index) {
      if (!Number.isInteger(index) || index < 0 || index >= count)
        throw new RangeError(`scene ${index} is outside [0, ${count})`);
      const cached = cache.get(index);
      if (cached !== undefined) return cached;
      const scene = renderScene(sceneSeed(split, index), condition);
      const annotated: AnnotatedImage = {
        id: `${domain}/${split}/${index}`,
        image: scene.image,
        gt: scene.objects.map(({ classIndex, box }) => ({ classIndex, box })),
      };
      if (cache.size < cacheSize) cache.set(index, annotated);
      return annotated;
    },
  };
}
