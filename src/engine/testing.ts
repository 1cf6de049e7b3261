import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tinyFolder } from '../clip/testing';
import { trainingConfig } from '../method/training-config';
import { presetParameters } from '../method/training-presets';
import { createMemoryShelf } from '../runs/shelf/testing-memory-shelf';
import { nodeWasmPaths } from '../tensor/testing';
import type { EngineClient } from './client/client';
import type { ModelSource, TrainingRequest } from './engine';
import { engineInThisThread, type ThreadParts } from './engine-in-thread';

export { textInThisThread } from './engine-in-thread';
export { madeProposalNetwork } from '../detector/proposal-network/made-network';

/** The whole engine in this thread, with the wasm binaries of Node. */
export function inProcessEngine(parts: ThreadParts = {}): EngineClient {
  return engineInThisThread({ wasmPaths: nodeWasmPaths, shelf: createMemoryShelf(), ...parts });
}

/** The tiny bundle, but for some files. */
export function tinyBundle(without: readonly string[] = []): Extract<ModelSource, { kind: 'files' }> {
  const paths = readdirSync(fileURLToPath(tinyFolder), { recursive: true, encoding: 'utf8' });
  const wanted = paths.filter(
    (path) => /^(config\.json|(textual|visual)\/.*\.(onnx|json))$/u.test(path) && !without.includes(path),
  );
  return {
    kind: 'files',
    files: wanted.map((path) => ({ path: `tiny/${path}`, file: new Blob([readFileSync(new URL(path, tinyFolder))]) })),
  };
}

/** What makes an iteration of L_opt take milliseconds with the tiny model. */
export const smallCrops = { cropsPerStep: 2, imagesPerStep: 1, cropSize: 40, imageShortSide: 64 } as const;

/** A training of three steps on two scenes. */
export function smallTraining(name: string): TrainingRequest {
  return {
    name,
    title: 'Trained in a test',
    start: { kind: 'clip' },
    config: {
      ...trainingConfig(presetParameters('builtin'), 'reference', 'none'),
      steps: 3,
      imagesPerStep: 1,
      method: 'none',
    },
    scenes: 2,
    learned: null,
  };
}
