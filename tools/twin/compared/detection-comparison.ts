import { boxXYXY } from '../../../src/geometry/box';
import { iou } from '../../../src/geometry/iou';
import type { TwinDetection } from '../count';

type Detections = readonly (readonly TwinDetection[])[];

/** How alike two lists of detections of the same images are. */
export interface DetectionComparison {
  readonly images: number;
  readonly ours: number;
  readonly twin: number;
  /** Ours for which the twin has one of the same class with an IoU of at least .99. */
  readonly pairs: number;
  /** Largest difference of the scores of a pair. */
  readonly largestScoreDifference: number;
}

/** What one detector's file finds in some streets of each domain. */
export interface DetectionEvidence {
  /** The file, relative to the root. */
  readonly detector: { readonly file: string; readonly sha256: string };
  readonly domains: readonly (DetectionComparison & {
    readonly domain: string;
    readonly apOurs: number | null;
    readonly apTwin: number | null;
  })[];
}

/** Looks for each of our detections in the twin's: the same class, the box with the largest IoU. */
export function compareDetections(ours: Detections, twin: Detections): DetectionComparison {
  if (ours.length !== twin.length) throw new Error(`${ours.length} images here, ${twin.length} in PyTorch.`);
  const differences = ours.flatMap((list, at) =>
    list.flatMap((detection) => {
      const partner = partnerOf(detection, twin[at]!);
      return partner === undefined ? [] : [Math.abs(partner[1] - detection[1])];
    }),
  );
  const count = (lists: Detections): number => lists.reduce((sum, list) => sum + list.length, 0);
  return {
    images: ours.length,
    ours: count(ours),
    twin: count(twin),
    pairs: differences.length,
    largestScoreDifference: Math.max(0, ...differences),
  };
}

function partnerOf([classIndex, , ...box]: TwinDetection, others: readonly TwinDetection[]): TwinDetection | undefined {
  const own = boxXYXY(...box);
  let best: TwinDetection | undefined;
  let bestIou = 0.99;
  for (const other of others) {
    if (other[0] !== classIndex) continue;
    const overlap = iou(own, boxXYXY(other[2], other[3], other[4], other[5]));
    if (overlap < bestIou) continue;
    best = other;
    bestIou = overlap;
  }
  return best;
}
