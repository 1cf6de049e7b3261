import { atMost, type Check, type Figure, holds, shortNumber, type Tell } from './group';
import {
  type GoldenDetections,
  type GoldenOptimisation,
  type Goldens,
  type GoldenTraining,
  readGoldens,
} from './goldens-file';
import { detections, runOptimisation, runTraining } from './in-engine';
import { matchDetections } from './match-detections';
import type { Session } from './session';

/** Adam turns rounding noise of tiny gradients into steps of its full size, so two backends part slowly. */
const curveTolerance = 0.01;
/** Which regions are drawn depends on the order of scores, and so on rounding. */
const trainingTolerance = 0.02;
const detectionTolerance = { score: 0.02, pixels: 1 } as const;

/** Curves of L_opt, the first training steps and detections against what wasm computed. */
export async function goldens(session: Session, tell: Tell): Promise<void> {
  const golden = readGoldens();
  const { hash } = session.model;
  if (golden.modelHash !== hash) {
    const limit = 'npm run test:gpu -- --goldens, after the built-in model has changed';
    tell.check(holds('goldens are of this model', false, `${golden.modelHash}, not ${hash}`, limit));
    return;
  }
  await all(session, golden, tell);
}

async function all(
  session: Session,
  { optimisations, training, detections: found }: Goldens,
  tell: Tell,
): Promise<void> {
  const { size } = session;
  for (const golden of optimisations.filter(({ large }) => size.largeGoldens || !large)) {
    tell.begin(`L_opt, ${golden.name}`);
    const { check, figure } = await curve(session, golden);
    tell.check(check);
    tell.figure(figure);
  }
  if (size.largeGoldens) {
    tell.begin('training loss');
    tell.check(await firstTrainingSteps(session, training));
  }
  for (const golden of found.filter(({ image }) => image < size.goldenImages)) {
    tell.begin(detectionsName(golden));
    tell.check(
      session.model.detectors.some(({ name }) => name === golden.detector)
        ? await foundAlike(session, golden)
        : notHere(golden),
    );
  }
}

async function curve(
  session: Session,
  { name, config, scenes, losses }: GoldenOptimisation,
): Promise<{ readonly check: Check; readonly figure: Figure }> {
  const iterations = Math.min(config.iterations, session.size.goldenSteps);
  const expected = losses.slice(0, iterations);
  const actual = (await runOptimisation(session, { ...config, iterations }, scenes)).losses;
  const steps = expected.map((_, step) => step);
  return {
    check: atMost(
      `L_opt, ${name}, ${iterations} iterations: largest relative difference`,
      largestRatio(actual, expected),
      curveTolerance,
    ),
    figure: {
      title: `L_opt, ${name}`,
      xLabel: 'iteration',
      yLabel: 'L_opt',
      lines: [
        { label: 'golden (wasm)', x: steps, y: expected },
        { label: 'this adapter', x: steps, y: actual },
      ],
    },
  };
}

async function firstTrainingSteps(session: Session, { request, losses }: GoldenTraining): Promise<Check> {
  const actual = (await runTraining(session, request)).losses;
  const name = `training loss, ${losses.length} steps: largest relative difference`;
  return atMost(name, largestRatio(actual, losses), trainingTolerance);
}

function detectionsName({ detector, image }: GoldenDetections): string {
  return `detections of ${detector} in scene ${image}`;
}

/** The kit leaves a detector out. */
function notHere(golden: GoldenDetections): Check {
  return {
    name: detectionsName(golden),
    status: 'note',
    measured: 'not looked at',
    limit: 'this detector is not here, for the size of the kit',
  };
}

async function foundAlike(session: Session, golden: GoldenDetections): Promise<Check> {
  const { detector, image, objects } = golden;
  const actual = await detections(session, detector, image);
  const { unmatched, score, pixels } = matchDetections(actual, objects, detectionTolerance);
  const strangers = unmatched.map((object) => `${object.className} ${object.score}`).join(', ');
  return holds(
    detectionsName(golden),
    unmatched.length === 0,
    unmatched.length === 0
      ? `scores within ${shortNumber(score)}, boxes within ${shortNumber(pixels)} px`
      : `without their like: ${strangers}`,
    `scores within ${detectionTolerance.score}, boxes within ${detectionTolerance.pixels} px, above score 0.3`,
  );
}

/** Largest |a / e − 1|; curves of different length differ infinitely. */
export function largestRatio(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity;
  return Math.max(0, ...expected.map((value, i) => Math.abs(actual[i]! / value - 1)));
}
