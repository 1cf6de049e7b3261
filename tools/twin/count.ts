import { readFileSync } from 'node:fs';
import { domainResult } from '../../src/evaluation/domain-result';
import { boxXYXY, type BoxXYXY } from '../../src/geometry/box';
import { meanAp75 } from '../../src/metrics/ap75';
import { confidenceBins } from '../../src/metrics/confidence-bins';
import { metricMatches } from '../../src/metrics/detection-metric';
import { fromImageRows, type ImageRows, toImageRows } from '../../src/metrics/image-rows';
import { encodeRanking, type RankedMatches } from '../../src/metrics/ranked-matches';
import { sceneClasses } from '../../src/scenes/types';
import type { StoredScenes } from './scene-cache';
import type { TestedDomain } from './twin-run';

/** What `detect.py` says of an image: class, score and box of each detection, best first. */
export type TwinDetection = readonly [
  classIndex: number,
  score: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
];

/** A domain as an evaluation leaves it: the numbers, and by class what a bootstrap over images needs (VOC matching, IoU .5). */
export interface CountedDomain {
  readonly result: TestedDomain;
  readonly matches: readonly RankedMatches[];
}

/**
 * Counts detections by the playground's metrics.
 * @param place of the scenes, as `cachedScenes` gives it
 */
export function countDetections(
  domain: string,
  place: string,
  detections: readonly (readonly TwinDetection[])[],
): CountedDomain {
  const { width, height, objects } = JSON.parse(readFileSync(`${place}.json`, 'utf8')) as StoredScenes;
  const rows = objects.map((gt, at): ImageRows =>
    toImageRows(
      { width, height },
      gt.map(([classIndex, box]) => ({ classIndex, box: boxOf(box) })),
      detections[at]!.map(([classIndex, score, ...box]) => ({ classIndex, score, box: boxOf(box) })),
    ),
  );
  const images = rows.map(fromImageRows);
  return {
    result: {
      ...domainResult(domain, images, sceneClasses),
      map75: meanAp75(images, sceneClasses.length),
      confidence: confidenceBins(images, sceneClasses.length),
    },
    matches: sceneClasses.map((_, k) => encodeRanking(metricMatches(images, k, 'voc2007')[0]!)),
  };
}

function boxOf([x1, y1, x2, y2]: readonly [number, number, number, number]): BoxXYXY {
  return boxXYXY(x1, y1, x2, y2);
}
