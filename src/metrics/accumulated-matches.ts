import { scoreOrder } from '../geometry/score-order';
import type { EvaluatedImage } from './evaluated-image';
import type { ClassMatches } from './match-class';
import { matchImage } from './match-image';
import type { MatchRule } from './match-rule';

/** Matches of one class in the order in which images came. */
interface MatchColumns {
  readonly gtCounts: number[];
  readonly scores: number[];
  readonly images: number[];
  readonly detections: number[];
  readonly gt: number[];
  readonly ious: number[];
}

/** The matches of a set that grows: an image is matched once, when it comes. Ranking them all gives what `matchClass` gives for the whole list. */
export class AccumulatedMatches {
  readonly #rule: MatchRule;
  readonly #classes: readonly MatchColumns[];
  #images = 0;

  constructor(classCount: number, rule: MatchRule) {
    this.#rule = rule;
    this.#classes = Array.from({ length: classCount }, () => ({
      gtCounts: [],
      scores: [],
      images: [],
      detections: [],
      gt: [],
      ious: [],
    }));
  }

  /** Images that are matched. */
  get length(): number {
    return this.#images;
  }

  add(image: EvaluatedImage): void {
    const index = this.#images++;
    this.#classes.forEach((columns, classIndex) => {
      columns.gtCounts.push(countTruth(image, classIndex));
      for (const { score, detection, gt, iou } of matchImage(image, classIndex, this.#rule)) {
        columns.scores.push(score);
        columns.images.push(index);
        columns.detections.push(detection);
        columns.gt.push(gt);
        columns.ious.push(iou);
      }
    });
  }

  columns(classIndex: number): Readonly<MatchColumns> {
    return this.#classes[classIndex]!;
  }
}

/** Ranks the matches of one class over several sets as over one list of their images. */
export function rankMatches(sets: readonly AccumulatedMatches[], classIndex: number): ClassMatches {
  const parts = sets.map((set) => set.columns(classIndex));
  const firstImages = parts.map((_, at) => sets.slice(0, at).reduce((sum, { length }) => sum + length, 0));
  const joined = <Column extends Float32Array | Uint32Array | Int32Array>(
    column: Column,
    name: Exclude<keyof MatchColumns, 'gtCounts'>,
  ): Column => {
    let at = 0;
    parts.forEach((part, set) => {
      const first = name === 'images' ? firstImages[set]! : 0;
      for (const value of part[name]) column[at++] = value + first;
    });
    return column;
  };
  const length = parts.reduce((sum, { scores }) => sum + scores.length, 0);
  const scores = joined(new Float32Array(length), 'scores');
  const order = scoreOrder(scores);
  const ranked = <Column extends Float32Array | Uint32Array | Int32Array>(from: Column, to: Column): Column => {
    for (let i = 0; i < length; i++) to[i] = from[order[i]!]!;
    return to;
  };
  const gt = ranked(joined(new Int32Array(length), 'gt'), new Int32Array(length));
  const gtCounts = Uint32Array.from(parts.flatMap((part) => part.gtCounts));
  return {
    classIndex,
    gtCount: gtCounts.reduce((sum, count) => sum + count, 0),
    gtCounts,
    scores: ranked(scores, new Float32Array(length)),
    hits: Uint8Array.from(gt, (index) => (index >= 0 ? 1 : 0)),
    images: ranked(joined(new Uint32Array(length), 'images'), new Uint32Array(length)),
    detections: ranked(joined(new Uint32Array(length), 'detections'), new Uint32Array(length)),
    gt,
    ious: ranked(joined(new Float32Array(length), 'ious'), new Float32Array(length)),
  };
}

function countTruth({ gtBoxes }: EvaluatedImage, classIndex: number): number {
  let count = 0;
  for (const gt of gtBoxes) if (gt.classIndex === classIndex && gt.difficult !== true) count++;
  return count;
}
