import type { InspectionSize } from '../../src/engine/inspection/inspection';

/** How much the suite does; 0 leaves a part out. A training step takes a CPU that plays a GPU ten seconds. */
export interface SuiteSize {
  readonly name: InspectionSize;
  /** The most steps of a golden curve that are computed. */
  readonly goldenSteps: number;
  /** Whether the goldens with many crops and targets are computed, too. */
  readonly largeGoldens: boolean;
  /** Built-in scenes in which the goldens' detections are looked for. */
  readonly goldenImages: number;
  readonly repeated: { readonly iterations: number; readonly trainingSteps: number };
  readonly growth: { readonly iterations: number; readonly trainingSteps: number };
  readonly timed: { readonly iterations: number; readonly trainingSteps: number; readonly detections: number };
  readonly lost: { readonly iterations: number; readonly trainingSteps: number; readonly detections: number };
  readonly crops: number;
  readonly targets: number;
  readonly imagesPerStep: number;
}

export const suiteSizes: Readonly<Record<InspectionSize, SuiteSize>> = {
  full: {
    name: 'full',
    goldenSteps: 40,
    largeGoldens: true,
    goldenImages: 4,
    repeated: { iterations: 40, trainingSteps: 10 },
    growth: { iterations: 1000, trainingSteps: 1000 },
    timed: { iterations: 100, trainingSteps: 20, detections: 20 },
    lost: { iterations: 40, trainingSteps: 8, detections: 40 },
    crops: 8,
    targets: 4,
    imagesPerStep: 4,
  },
  small: {
    name: 'small',
    goldenSteps: 3,
    largeGoldens: false,
    goldenImages: 1,
    repeated: { iterations: 3, trainingSteps: 1 },
    growth: { iterations: 12, trainingSteps: 0 },
    timed: { iterations: 3, trainingSteps: 0, detections: 1 },
    lost: { iterations: 4, trainingSteps: 2, detections: 2 },
    crops: 1,
    targets: 1,
    imagesPerStep: 1,
  },
};
