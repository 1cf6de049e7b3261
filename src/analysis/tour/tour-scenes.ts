import type { RecordedOutcomes, SceneOutcome } from '../../runs/records/scene-outcomes';

/** A test street in which something is seen, with what two detectors made of it. */
export interface TourScene {
  /** Of the test split. */
  readonly index: number;
  readonly condition: string;
  /** For each object, whether it is found. */
  readonly found: readonly boolean[];
}

const clear = 'daytime-clear';
const night = 'night-rainy';

/** The score threshold of the page, as a level: what is above it is found. */
const threshold = 50;

/**
 * The street of the question: the one in which the baseline loses the most objects between a clear day and a rainy night, the first of several. Null where the
 * outcomes lack the baseline.
 */
export function questionScenes(
  outcomes: RecordedOutcomes,
): { readonly clear: TourScene; readonly night: TourScene } | null {
  const byDay = scenesOf(outcomes, 'baseline', clear);
  const byNight = scenesOf(outcomes, 'baseline', night);
  if (byDay === null || byNight === null) return null;
  const lost = byDay.map((found, at) => count(found) - count(byNight[at]!));
  const index = lost.indexOf(Math.max(...lost));
  return {
    clear: { index, condition: clear, found: byDay[index]! },
    night: { index, condition: night, found: byNight[index]! },
  };
}

/**
 * The first rainy night in which CLIP the Gap finds an object that the baseline misses; where there is none, the first street. Null where the outcomes lack one
 * of the two.
 */
export function comparedScenes(outcomes: RecordedOutcomes): { readonly a: TourScene; readonly b: TourScene } | null {
  const a = scenesOf(outcomes, 'baseline', night);
  const b = scenesOf(outcomes, 'clip-the-gap', night);
  if (a === null || b === null) return null;
  const index = first(a.length, (at) => b[at]!.some((found, object) => found && !a[at]![object]));
  const scene = (found: readonly boolean[]): TourScene => ({ index, condition: night, found });
  return { a: scene(a[index]!), b: scene(b[index]!) };
}

/** Mean AP at IoU .5 over the recorded streets, 0 to 1; null where it was not recorded. */
export function recordedAp({ detectors }: RecordedOutcomes, detector: string, condition: string): number | null {
  return detectors[detector]?.conditions[condition]?.ap50 ?? null;
}

function scenesOf({ detectors }: RecordedOutcomes, detector: string, condition: string): readonly boolean[][] | null {
  const scenes = detectors[detector]?.conditions[condition]?.scenes;
  return scenes && scenes.length > 0 ? scenes.map(foundObjects) : null;
}

function foundObjects({ found }: SceneOutcome): boolean[] {
  return found.map((level) => level !== null && level > threshold);
}

function count(found: readonly boolean[]): number {
  return found.filter(Boolean).length;
}

function first(streets: number, holds: (index: number) => boolean): number {
  for (let index = 0; index < streets; index++) if (holds(index)) return index;
  return 0;
}
