import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { sha256 } from '../../../src/math/sha256';
import { benchmarkDomains } from '../../../src/scenes/conditions';
import { root } from '../../install.mjs';
import { bundleForNode } from '../../node-bundle';
import { cacheFolder } from '../cache-folder';
import { countDetections, type TwinDetection } from '../count';
import { writeModelFile } from '../model-file';
import { runPython } from '../python';
import { cachedScenes, type SceneSet } from '../scene-cache';
import { compareDetections, type DetectionEvidence } from './detection-comparison';
import type { DetectionTask } from './detections-in-node';

type Found = readonly (readonly (readonly TwinDetection[])[])[];

/** Of each of the five domains. */
const streets = 20;

/**
 * What a detector's file finds on a hundred streets, here and in PyTorch, and both counted; writes docs/twin-detections.json.
 * @param detector a detector's file, of the twin or of the playground
 */
export async function compareDetector(detector: string): Promise<void> {
  await writeModelFile();
  const out = join(cacheFolder, 'shared-detections');
  mkdirSync(out, { recursive: true });
  const sets = benchmarkDomains.map(({ name }): SceneSet => ({
    domain: name,
    split: 'test',
    first: 0,
    count: streets,
  }));
  const twinFile = (at: number) => join(out, `twin-${at}.json`);
  const places: string[] = [];
  for (const set of sets) places.push(await cachedScenes(set));
  await runPython('detect.py', join(out, 'request.json'), {
    model: join(cacheFolder, 'model.safetensors'),
    detector: resolve(detector),
    sets: places.map((scenes, at) => ({ scenes, out: twinFile(at) })),
    threads: 1,
    device: 'cpu',
  });
  const program = await bundleForNode('tools/twin/compared/detections-in-node.ts', '.cache/twin-detections');
  const task: DetectionTask = { detector: resolve(detector), sets, out: join(out, 'ours.json') };
  writeFileSync(join(out, 'task.json'), JSON.stringify(task));
  execFileSync(process.execPath, [program, root, join(out, 'task.json')], { stdio: 'inherit' });
  const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
  const ours = read(join(out, 'ours.json')) as Found;
  const twin = sets.map((_, at) => read(twinFile(at)) as Found[number]);
  const ap = (found: Found, at: number): number | null =>
    countDetections(sets[at]!.domain, places[at]!, found[at]!).result.map50.voc11;
  const domains = sets.map(({ domain }, at) => ({
    domain,
    ...compareDetections(ours[at]!, twin[at]!),
    apOurs: ap(ours, at),
    apTwin: ap(twin, at),
  }));
  for (const { domain, apOurs, apTwin } of domains) console.error(`${domain}: AP ${apOurs} here, ${apTwin} in PyTorch`);
  const evidence: DetectionEvidence = {
    detector: { file: relative(root, resolve(detector)), sha256: sha256([readFileSync(detector)]) },
    domains,
  };
  writeFileSync(join(root, 'docs/twin-detections.json'), `${JSON.stringify(evidence, null, 1)}\n`);
}
