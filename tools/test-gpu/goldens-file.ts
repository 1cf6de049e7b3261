import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OptimisationConfig } from '../../src/augmentation/optimisation-config';
import type { TrainingRequest } from '../../src/engine/engine';
import { root } from '../install.mjs';
import goldens from './goldens.json' with { type: 'json' };
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
  return goldens as unknown as Goldens;
}

export function writeGoldens(computed: Goldens): void {
  writeFileSync(file, `${JSON.stringify(computed, null, 1)}\n`);
}
