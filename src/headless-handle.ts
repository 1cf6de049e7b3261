import type { EngineClient } from './engine/client/client';
import { headlessEngine } from './headless-engine';
import { conditionByName, renderScene, sceneHash, sceneSeed, type Condition } from './scenes';

export function isHeadless(search: string): boolean {
  return new URLSearchParams(search).has('headless');
}

/** Sets the globals of `headless-globals.d.ts`. */
export function exposeEngine(engine: EngineClient): void {
  globalThis.playgroundScenes = (count) =>
    Array.from({ length: count }, (_, index) => renderScene(sceneSeed('train', index), named('daytime-clear')).image);
  globalThis.playgroundScene = ({ condition, split, index }) =>
    renderScene(sceneSeed(split, index), named(condition)).image;
  globalThis.playgroundSceneHash = (seed, condition) => sceneHash(renderScene(seed, named(condition)));
  globalThis.playgroundPng = async (svg) => {
    const { svgToPng } = await import('./formats/figures/svg-png');
    return svgToPng(svg);
  };
  globalThis.playgroundInspect = engine.inspect;
  globalThis.playgroundEngine = headlessEngine(engine);
}

function named(condition: string): Condition {
  const known = conditionByName(condition);
  if (known === undefined) throw new RangeError(`There is no condition ${condition}.`);
  return known;
}
