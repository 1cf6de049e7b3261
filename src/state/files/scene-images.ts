import { conditionByName, renderScene, sceneSeed, type Scene, type SceneSplit } from '../../scenes';

/** Scenes are pure functions of their seed, so a cache can never be stale; the oldest goes first. */
const cache = new Map<string, Scene>();
const mostCached = 96;

export function builtinScene(split: SceneSplit, index: number, conditionName: string): Scene {
  const key = `${split}/${index}/${conditionName}`;
  const cached = cache.get(key);
  if (cached) return cached;
  const condition = conditionByName(conditionName);
  if (!condition) throw new RangeError(`There is no condition “${conditionName}”.`);
  const scene = renderScene(sceneSeed(split, index), condition);
  cache.set(key, scene);
  if (cache.size > mostCached) cache.delete(cache.keys().next().value!);
  return scene;
}

/** Test scenes that the gallery offers in each condition. */
export const galleryScenes = 24;
