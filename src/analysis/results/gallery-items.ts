import type { BoxXYXY } from '../../geometry/box';
import { iou } from '../../geometry/iou';
import type { GtBox } from '../../metrics/evaluated-image';
import { explainFalseAlarm } from '../../metrics/false-alarm';
import type { Finding } from '../../metrics/findings';
import type { PlacedPair } from './evaluation-analysis';
import type { PlacedFinding } from './evaluation-queries';
import { falseAlarmText, formatScore } from './finding-texts';

/** An evaluated image by its place. */
export interface PicturePlace {
  readonly domain: string;
  readonly index: number;
}

/** A box of a thumbnail: as the detector has it, as the one that it is compared with had it, or as annotated. */
export interface ThumbnailBox {
  readonly box: BoxXYXY;
  readonly role: 'detected' | 'before' | 'truth';
}

/** One finding, or one change, as galleries show it. */
export interface GalleryItem {
  readonly key: string;
  readonly place: PicturePlace;
  readonly classIndex: number;
  /** The first one is in the middle. */
  readonly boxes: readonly ThumbnailBox[];
  /** Scores, and why it is false. */
  readonly facts: string;
}

/** A detection or a miss, with its score and its IoU. */
export function findingItem(
  { finding, domain, index, gtBoxes }: PlacedFinding,
  classes: readonly string[],
): GalleryItem {
  return {
    key: `${domain}/${index}/${finding.classIndex}/${finding.box.join()}`,
    place: { domain, index },
    classIndex: finding.classIndex,
    boxes: findingBoxes(finding, gtBoxes),
    facts: findingFacts(finding, gtBoxes, classes),
  };
}

function findingFacts(finding: Finding, gtBoxes: readonly GtBox[], classes: readonly string[]): string {
  if (finding.kind === 'miss') return finding.score > 0 ? `only ${formatScore(finding.score)}` : 'not found';
  const score = formatScore(finding.score);
  if (finding.kind === 'true-positive') return `${score} · IoU ${formatScore(finding.iou)}`;
  return `${score} · ${falseAlarmText(explainFalseAlarm(finding, gtBoxes), classes)}`;
}

function findingBoxes(finding: Finding, gtBoxes: readonly GtBox[]): readonly ThumbnailBox[] {
  if (finding.kind === 'miss') return [{ box: finding.box, role: 'truth' }];
  const truth = finding.gtBox ? [finding.gtBox] : touchedBy(finding.box, gtBoxes);
  return [{ box: finding.box, role: 'detected' }, ...truth.map((box) => ({ box, role: 'truth' }) as const)];
}

/** What two detectors have at one place, with both scores. */
export function changeItem(pair: PlacedPair, classes: readonly string[]): GalleryItem {
  const boxes = changeBoxes(pair);
  return {
    key: `${pair.domain}/${pair.image}/${pair.classIndex}/${boxes[0]!.box.join()}`,
    place: { domain: pair.domain, index: pair.image },
    classIndex: pair.classIndex,
    boxes,
    facts: changeFacts(pair, classes),
  };
}

function changeFacts({ a, b, gtBox, gtBoxes, classIndex }: PlacedPair, classes: readonly string[]): string {
  const [from, to] = [a, b].map((detection) => (detection === null ? '–' : formatScore(detection.score)));
  const scores = `${from} → ${to}`;
  const box = (b ?? a)?.box;
  if (gtBox !== null || box === undefined) return scores;
  return `${scores} · ${falseAlarmText(explainFalseAlarm({ classIndex, box }, gtBoxes), classes)}`;
}

function changeBoxes({ a, b, gtBox, gtBoxes }: PlacedPair): readonly ThumbnailBox[] {
  const box = (b ?? a)?.box;
  const truth = gtBox === null ? (box === undefined ? [] : touchedBy(box, gtBoxes)) : [gtBox];
  return [
    ...(b ? [{ box: b.box, role: 'detected' } as const] : []),
    ...(a ? [{ box: a.box, role: 'before' } as const] : []),
    ...truth.map((object) => ({ box: object, role: 'truth' }) as const),
  ];
}

/** A false detection stands among the objects that it touches, of whatever class. */
function touchedBy(box: BoxXYXY, gtBoxes: readonly GtBox[]): readonly BoxXYXY[] {
  return gtBoxes.filter((gt) => iou(gt.box, box) > 0.05).map((gt) => gt.box);
}
