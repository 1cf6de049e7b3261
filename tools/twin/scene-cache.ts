import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createSceneDataset } from '../../src/data/scene-dataset';
import type { CorruptionName, Severity } from '../../src/photometrics/corruptions/corruption-names';
import { applyCorruption } from '../../src/photometrics/corruptions/corruption-operations';
import type { SceneSplit } from '../../src/scenes/splits';
import { cacheFolder } from './cache-folder';

/** Consecutive scenes of one domain. */
export interface SceneSet {
  readonly domain: string;
  readonly split: SceneSplit;
  /** Number of the first scene in its split. */
  readonly first: number;
  readonly count: number;
  /** What is done to each picture, with the scene's number as its seed. */
  readonly corruption?: { readonly name: CorruptionName; readonly severity: Severity };
}

/** A set's name, for files. */
export function sceneSetName({ domain, split, first, count, corruption }: SceneSet): string {
  const changed = corruption === undefined ? '' : `-${corruption.name}-${corruption.severity}`;
  return `${domain}/${split}-${first}-${count}${changed}`;
}

/** The `.json` beside the pixels. */
export interface StoredScenes {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Number of the first scene in its split. */
  readonly first: number;
  /** Of each scene, with the index of the class, in pixels. */
  readonly objects: readonly (readonly (readonly [
    classIndex: number,
    box: readonly [number, number, number, number],
  ])[])[];
}

/**
 * Where the pixels and boxes of these scenes are, without the endings: `.bin` has the bytes of all images one after another, `.json` their size
 * and objects. What is not there is rendered first.
 */
export async function cachedScenes(set: SceneSet): Promise<string> {
  const place = join(cacheFolder, 'scenes', sceneSetName(set));
  if (existsSync(`${place}.json`)) return place;
  mkdirSync(dirname(place), { recursive: true });
  console.error(`renders ${sceneSetName(set)}`);
  const scenes = createSceneDataset({ ...set, count: set.first + set.count });
  // Two that render the same set must not write into one file.
  const part = `${place}.${process.pid}.part`;
  const file = openSync(part, 'w');
  const objects: StoredScenes['objects'][number][] = [];
  let size = { width: 0, height: 0 };
  for (let index = set.first; index < set.first + set.count; index++) {
    const { image, gt } = await scenes.at(index);
    size = { width: image.width, height: image.height };
    const { corruption } = set;
    const shown =
      corruption === undefined ? image : applyCorruption(image, corruption.name, corruption.severity, index);
    writeSync(file, shown.data);
    objects.push(gt.map(({ classIndex, box: [x1, y1, x2, y2] }) => [classIndex, [x1, y1, x2, y2]] as const));
  }
  closeSync(file);
  renameSync(part, `${place}.bin`);
  writeFileSync(part, JSON.stringify({ ...size, first: set.first, objects } satisfies StoredScenes));
  renameSync(part, `${place}.json`);
  return place;
}
