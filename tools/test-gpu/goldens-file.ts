import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OptimisationConfig } from '../../src/augmentation/optimisation-config';
import type { TrainingRequest } from '../../src/engine/engine';
import { root } from '../install.mjs';
import type { FoundObject } from './match-detections';

/** What wasm computed; `npm run test:gpu -- --goldens` writes it. */
export interface Goldens {
  readonly modelHash: string;
  readonly optimisations: readonly GoldenOptimisation[];
  readonly training: GoldenTraining;
  readonly detections: readonly GoldenDetections[];
}

export interface GoldenOptimisation {
  readonly name: string;
  /** Too much for a CPU that plays a GPU. */
  readonly large: boolean;
  readonly config: OptimisationConfig;
  readonly scenes: number;
  /** L_opt before the update of each iteration. */
  readonly losses: readonly number[];
}

export interface GoldenTraining {
  readonly request: TrainingRequest;
  readonly losses: readonly number[];
}

export interface GoldenDetections {
  readonly detector: string;
  /** Of `playgroundScenes`. */
  readonly image: number;
  readonly objects: readonly FoundObject[];
}

const file = join(root, 'tools/test-gpu/goldens.json');

export function readGoldens(): Goldens {
  return JSON.parse(readFileSync(file, 'utf8')) as Goldens;
}

export function writeGoldens(goldens: Goldens): void {
  writeFileSync(file, `${JSON.stringify(goldens, null, 1)}\n`);
}
