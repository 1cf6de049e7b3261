import type { BoxXYXY } from '../geometry/box';
import type { EvaluatedImage } from './evaluated-image';
import { matchClass, type ClassMatches } from './match-class';

/** One detection, or one object that no detection found. */
export type Finding =
  | {
      readonly kind: 'true-positive' | 'false-positive';
      readonly image: number;
      readonly classIndex: number;
      readonly score: number;
      readonly box: BoxXYXY;
      /** The object that was found; null for a false positive. */
      readonly gtBox: BoxXYXY | null;
      /** With that object, or the best with any of the class. */
      readonly iou: number;
    }
  | {
      readonly kind: 'miss';
      readonly image: number;
      readonly classIndex: number;
      /** The best detection of it below the threshold; 0 where there is none at all. */
      readonly score: number;
      readonly box: BoxXYXY;
    };

/** Every true positive, false positive and miss at a score threshold (strictly greater scores count), best scores first within a class. */
export function listFindings(
  images: readonly EvaluatedImage[],
  classes: readonly ClassMatches[],
  scoreThresh: number,
): Finding[] {
  const limit = Math.fround(scoreThresh);
  return classes.flatMap((matches) => [...detectionsAbove(images, matches, limit), ...misses(images, matches, limit)]);
}

/** The findings of one image, by VOC's rule at IoU .5. */
export function findingsOfImage(image: EvaluatedImage, classCount: number, scoreThresh: number): Finding[] {
  const matches = Array.from({ length: classCount }, (_, classIndex) =>
    matchClass([image], classIndex, { by: 'voc', iouThresh: 0.5 }),
  );
  return listFindings([image], matches, scoreThresh);
}

function detectionsAbove(images: readonly EvaluatedImage[], matches: ClassMatches, limit: number): Finding[] {
  const found: Finding[] = [];
  for (let i = 0; i < matches.scores.length && matches.scores[i]! > limit; i++) {
    const image = matches.images[i]!;
    const gt = matches.gt[i]!;
    found.push({
      kind: matches.hits[i] === 1 ? 'true-positive' : 'false-positive',
      image,
      classIndex: matches.classIndex,
      score: matches.scores[i]!,
      box: images[image]!.detections[matches.detections[i]!]!.box,
      gtBox: gt < 0 ? null : images[image]!.gtBoxes[gt]!.box,
      iou: matches.ious[i]!,
    });
  }
  return found;
}

function misses(images: readonly EvaluatedImage[], matches: ClassMatches, limit: number): Finding[] {
  const foundAt = new Map<string, number>();
  matches.gt.forEach((gt, i) => {
    if (gt >= 0) foundAt.set(`${matches.images[i]}/${gt}`, matches.scores[i]!);
  });
  return images.flatMap(({ gtBoxes }, image) =>
    gtBoxes.flatMap(({ classIndex, box, difficult }, gt): Finding[] => {
      const score = foundAt.get(`${image}/${gt}`) ?? 0;
      const missed = classIndex === matches.classIndex && difficult !== true && score <= limit;
      return missed ? [{ kind: 'miss', image, classIndex, score, box }] : [];
    }),
  );
}
