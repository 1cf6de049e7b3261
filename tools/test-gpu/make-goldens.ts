import type { OptimisationConfig } from '../../src/augmentation/optimisation-config';
import { detections, runOptimisation, runTraining } from './in-engine';
import { type GoldenDetections, type GoldenOptimisation, type Goldens } from './goldens-file';
import type { Session } from './session';
import { suiteSizes } from './sizes';
import { optimisationOf, optimisedScenes, trainingOf } from './work';

/** Computes the goldens on the session's backend, which is wasm: the one that torch's own goldens hold in the unit tests. */
export async function makeGoldens(session: Session): Promise<Goldens> {
  const full = { ...session, size: suiteSizes.full };
  const random = optimisationOf(full, suiteSizes.full.goldenSteps);
  const { resolution, detectors } = session.model;
  const fixed: OptimisationConfig = {
    ...optimisationOf({ ...session, size: suiteSizes.small }, suiteSizes.full.goldenSteps),
    crops: [{ image: 0, x: 0, y: 0, width: resolution, height: resolution }],
  };
  const cases: readonly Omit<GoldenOptimisation, 'losses'>[] = [
    { name: 'one fixed crop, one target', large: false, scenes: 1, config: fixed },
    { name: 'random crops, four targets', large: true, scenes: optimisedScenes, config: random },
    // The path under `paper` is chaotic (README, "Where the code differs from the paper"): only its start can be held to anything.
    { name: 'protocol paper', large: true, scenes: 1, config: { ...fixed, protocol: 'paper', iterations: 12 } },
    {
      name: 'protocol code-batchnorm',
      large: true,
      scenes: optimisedScenes,
      config: { ...random, protocol: 'code-batchnorm', iterations: 12 },
    },
  ];
  const optimisations: GoldenOptimisation[] = [];
  for (const golden of cases) {
    const { losses } = await runOptimisation(session, golden.config, golden.scenes);
    optimisations.push({ ...golden, losses: losses.map(sevenDigits) });
  }
  const request = trainingOf(full, 3);
  const { losses } = await runTraining(session, request);
  const found: GoldenDetections[] = [];
  for (const { name } of detectors.filter(({ zeroShot }) => zeroShot === undefined)) {
    for (let image = 0; image < suiteSizes.full.goldenImages; image++)
      found.push({ detector: name, image, objects: await detections(session, name, image) });
  }
  return {
    modelHash: session.model.hash,
    optimisations,
    training: { request, losses: losses.map(sevenDigits) },
    detections: found,
  };
}

/** All that a float32 holds. */
function sevenDigits(value: number): number {
  return Number(value.toPrecision(8));
}
