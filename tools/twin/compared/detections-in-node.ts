import { readFileSync, writeFileSync } from 'node:fs';
import { createSceneDataset } from '../../../src/data/scene-dataset';
import { createDetector } from '../../../src/detector/detector';
import { readDetectorFile } from '../../../src/detector/detector-file';
import { postprocess } from '../../../src/geometry/detections';
import { startWasm } from '../../wasm-in-node';
import { classEmbeddings, readBuiltinBundle } from '../builtin-bundle';
import type { TwinDetection } from '../count';
import type { SceneSet } from '../scene-cache';

/** A detector's file and the scenes in which it detects. */
export interface DetectionTask {
  readonly detector: string;
  readonly sets: readonly SceneSet[];
  /** Gets the detections of each image of each set, as `detect.py` writes them. */
  readonly out: string;
}

// Bundled and run by `tools/twin-compare.ts`: node main.mjs ROOT TASK.json.
const [, , root, taskFile] = process.argv;
const task = JSON.parse(readFileSync(taskFile!, 'utf8')) as DetectionTask;
await startWasm(root!);
const bundle = await readBuiltinBundle(root!);
const { config, weights } = await readDetectorFile(new Uint8Array(readFileSync(task.detector)));
const detector = createDetector(bundle.visual, weights, config, await classEmbeddings(bundle, config));
const found: (readonly TwinDetection[])[][] = [];
for (const { domain, split, first, count } of task.sets) {
  const scenes = createSceneDataset({ domain, split, count: first + count });
  const ofSet: (readonly TwinDetection[])[] = [];
  for (let index = first; index < first + count; index++) {
    const raw = await detector.detect((await scenes.at(index)).image, null);
    const kept = postprocess(raw, config);
    ofSet.push(kept.map(({ classIndex, score, box: [x1, y1, x2, y2] }) => [classIndex, score, x1, y1, x2, y2]));
  }
  found.push(ofSet);
}
writeFileSync(task.out, JSON.stringify(found));
// The text encoder's runtime keeps the process alive.
process.exit(0);
