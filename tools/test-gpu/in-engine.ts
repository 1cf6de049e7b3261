import type { OptimisationConfig } from '../../src/augmentation/optimisation-config';
import type { TrainingRequest } from '../../src/engine/engine';
import { postprocess } from '../../src/geometry/detections';
import { foundObject, type FoundObject } from './match-detections';
import type { Session } from './session';

/** The course of a run: one entry a step. */
export interface Course {
  readonly losses: readonly number[];
  /** Since the run started. */
  readonly seconds: readonly number[];
}

/** Runs L_opt on the first built-in scenes. */
export function runOptimisation(session: Session, config: OptimisationConfig, scenes: number): Promise<Course> {
  return session.run(
    async (request: { config: OptimisationConfig; scenes: number }) => {
      const [losses, seconds]: [number[], number[]] = [[], []];
      await playgroundEngine.optimise(request.config, playgroundScenes(request.scenes), {
        onSteps: (steps) => {
          losses.push(...steps.map((step) => step.lossTotal));
          seconds.push(...steps.map((step) => step.seconds));
        },
      }).result;
      return { losses, seconds };
    },
    { config, scenes },
  );
}

/** Trains a detector, which is then registered under the request's name. */
export function runTraining(session: Session, training: TrainingRequest): Promise<Course> {
  return session.run(async (request: TrainingRequest) => {
    const [losses, seconds]: [number[], number[]] = [[], []];
    await playgroundEngine.train(request, {
      onSteps: (steps) => {
        losses.push(...steps.map((step) => step.lossTotal));
        seconds.push(...steps.map((step) => step.seconds));
      },
    }).result;
    return { losses, seconds };
  }, training);
}

/** Raw scores and boxes of a detector in a built-in scene. */
export async function rawDetections(session: Session, detector: string, image: number) {
  const { scores, boxes, ...rest } = await session.run(
    async (request: { detector: string; image: number }) => {
      const raw = await playgroundEngine.detect(playgroundScenes(request.image + 1)[request.image]!, {
        detector: request.detector,
        featureOffset: null,
      });
      return { ...raw, scores: Array.from(raw.scores), boxes: Array.from(raw.boxes) };
    },
    { detector, image },
  );
  return { ...rest, scores: Float32Array.from(scores), boxes: Float32Array.from(boxes) };
}

/** Detections with the detector's own thresholds, best first. */
export async function detections(session: Session, detector: string, image: number): Promise<readonly FoundObject[]> {
  const info = session.model.detectors.find(({ name }) => name === detector);
  if (info === undefined) throw new Error(`The model has no detector ${detector}.`);
  return postprocess(await rawDetections(session, detector, image), info.config).map(foundObject);
}
