import { coco80 } from '../coco-classes';

/** Objects365 as its exports count it: 1 to 365, and 0 for nothing. */
const objects365Outputs = 366;

/** What the outputs of a network stand for. An ONNX file does not say it; their number does for the two usual data sets. */
export interface NetworkClasses {
  /** Of each output; a number where no name is known. */
  readonly labels: readonly string[];
  /** The first output that is a class. */
  readonly first: number;
}

/** @param count of the network's outputs for each box */
export function networkClasses(count: number): NetworkClasses {
  const labels = count === coco80.length ? coco80 : Array.from({ length: count }, (_, index) => `class ${index}`);
  return { labels, first: count === objects365Outputs ? 1 : 0 };
}
