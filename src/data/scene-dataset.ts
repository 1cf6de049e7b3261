import { conditionByName } from '../scenes/conditions';
import { renderScene } from '../scenes/render';
import { sceneSeed, type SceneSplit } from '../scenes/splits';
import type { AnnotatedImages } from './annotated-image';

export interface SceneDatasetOptions {
  /** Name of a condition, e.g. `night-rainy`. */
  readonly domain: string;
  readonly split: SceneSplit;
  /** Scenes 0 to count − 1 of the split. */
  readonly count: number;
}

/**
 * Built-in scenes of one domain, rendered when they are asked for. The same index is the same street in every domain.
 * @throws RangeError for a domain that does not exist
 */
export function createSceneDataset({ domain, split, count }: SceneDatasetOptions): AnnotatedImages {
  const condition = conditionByName(domain);
  if (condition === undefined) throw new RangeError(`there is no domain "${domain}"`);
  const check = (index: number) => {
    if (!Number.isInteger(index) || index < 0 || index >= count)
      throw new RangeError(`scene ${index} is outside [0, ${count})`);
  };
  return {
    length: count,
    unmade(index) {
      check(index);
      return {
        source: { kind: 'scene', seed: sceneSeed(split, index), domain },
        gt: ({ objects }) => objects,
        unreadable: (reason) => new Error(reason),
      };
    },
    at(index) {
      check(index);
      const scene = renderScene(sceneSeed(split, index), condition);
      return {
        id: `${domain}/${split}/${index}`,
        image: scene.image,
        gt: scene.objects.map(({ classIndex, box }) => ({ classIndex, box })),
      };
    },
  };
}
