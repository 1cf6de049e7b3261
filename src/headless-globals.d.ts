import type { EngineClient } from './engine/client/client';
import type { HeadlessEngine } from './headless-engine';
import type { RgbImage } from './geometry/rgb-image';
import type { SceneSplit } from './scenes';

declare global {
  /** Set only where the address has `?headless`: the very engine that the page uses, for Node tools that drive it through Playwright. */
  var playgroundEngine: HeadlessEngine;
  /** Beside it: the first scenes of the source domain's training split. */
  var playgroundScenes: (count: number) => RgbImage[];
  /** And what only the GPU regression suite may do: compare kernels, look at the device's memory, lose the device. */
  var playgroundInspect: EngineClient['inspect'];
  /** Any built-in scene, drawn by the page. */
  var playgroundScene: (scene: {
    readonly condition: string;
    readonly split: SceneSplit;
    readonly index: number;
  }) => RgbImage;
  /** A figure in pixels, as a PNG. */
  var playgroundPng: (svg: string) => Promise<Uint8Array>;
  /** And the page's own renderer, to compare with the worker's. */
  var playgroundSceneHash: (seed: number, condition: string) => number;
}
