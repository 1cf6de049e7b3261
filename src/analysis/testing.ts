import { boxXYXY } from '../geometry/box';
import { toImageRows, type ImageRows } from '../metrics/image-rows';
import type { EvaluationRecord } from '../runs/records/evaluation-record';
import { exampleEvaluation } from '../runs/testing';

const size = { width: 64, height: 48 };
/** Far apart: a box on the left of the image, and one on the right. */
export const [leftBox, rightBox] = [boxXYXY(2, 2, 22, 22), boxXYXY(40, 20, 60, 40)];

interface ExampleBoxes {
  /** A car on the left and a bus on the right, each with the score that it is found with; null is not found. */
  readonly car: number | null;
  readonly bus: number | null;
  /** Score of a car where the bus is. */
  readonly falseCar?: number;
}

/** An image with a car and a bus, and what a detector says of it. */
export function exampleImage({ car, bus, falseCar }: ExampleBoxes): ImageRows {
  return toImageRows(
    size,
    [
      { classIndex: 1, box: leftBox },
      { classIndex: 0, box: rightBox },
    ],
    [
      ...(car === null ? [] : [{ classIndex: 1, score: car, box: leftBox }]),
      ...(bus === null ? [] : [{ classIndex: 0, score: bus, box: rightBox }]),
      ...(falseCar === undefined ? [] : [{ classIndex: 1, score: falseCar, box: rightBox }]),
    ],
  );
}

/** An evaluation of classes `bus` and `car` on one clear day and one rainy night, an image each. */
export function exampleComparison(
  title: string,
  day: ExampleBoxes,
  night: ExampleBoxes,
  config: Partial<EvaluationRecord['config']> = {},
): EvaluationRecord {
  const record = exampleEvaluation(title);
  const source = { kind: 'builtin', domains: ['daytime-clear', 'night-rainy'], split: 'test', imagesPerDomain: 1 };
  return {
    ...record,
    title,
    config: { ...record.config, source: source as EvaluationRecord['config']['source'], ...config },
    domains: [
      { name: 'daytime-clear', images: [exampleImage(day)] },
      { name: 'night-rainy', images: [exampleImage(night)] },
    ],
  };
}
