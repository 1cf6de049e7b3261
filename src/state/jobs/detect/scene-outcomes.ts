import figures from '../../../../models/builtin/detectors.json' with { type: 'json' };
import { apScore, type ConditionScore, recallScore } from '../../../analysis/detection/comparison/condition-scores';
import { nextDifference, orderScenes } from '../../../analysis/detection/comparison/scene-order';
import { sceneChange, type SceneChange, sceneOutcome } from '../../../analysis/detection/comparison/scene-outcome';
import { paneContent } from '../../../analysis/detection/pane-content';
import { memoNewest } from '../../../math/memo';
import type { ConditionOutcomes, SceneOutcome } from '../../../runs/records/scene-outcomes';
import { allConditions, conditionName } from '../../../scenes';
import { builtinScene, galleryScenes } from '../../files/scene-images';
import { interactiveProposals, lowestScoreThresh, type PaneId, paneIds } from '../../store/panes/detection-slice';
import { reportError, toErrorRecord } from '../../store/report-error';
import { type State, store } from '../../store/store';
import { engine } from '../engine-access';
import { LatestTurn, type Turn } from '../latest-turn';
import { chosenDetector, featureOffset } from './detect-panes';

/** A built-in scene of the test split. */
export interface ScenePlace {
  readonly condition: string;
  readonly index: number;
}

/** The test scenes that the gallery shows of a condition. */
export function galleryPlaces(condition: string): readonly ScenePlace[] {
  return Array.from({ length: galleryScenes }, (_, index) => ({ condition, index }));
}

const identities = new WeakMap<object, number>();
let nextIdentity = 1;

/** The same number for the same object: a detector that was trained anew is another one. */
function identityOf(one: object | null): number {
  if (one === null) return 0;
  const identity = identities.get(one) ?? nextIdentity++;
  identities.set(one, identity);
  return identity;
}

/** By what an outcome is known that a pane's detector computed here; null without a detector. */
function liveKey(state: State, pane: PaneId, { condition, index }: ScenePlace): string | null {
  const detector = chosenDetector(state, pane);
  if (!detector) return null;
  const { testTimeOffset } = state.panes[pane];
  const offset = testTimeOffset
    ? [identityOf(state.run.pooled), testTimeOffset.target, testTimeOffset.strength].join(' ')
    : '';
  return [identityOf(detector), offset, state.thresholds.boxNmsThresh, state.fewerProposals, condition, index].join(
    '/',
  );
}

/** What was recorded of a pane's detector under a condition; null where it is not one of those that the page ships now, or something else is asked of it. */
export function recordedCondition(state: State, pane: PaneId, condition: string): ConditionOutcomes | null {
  const { recordedOutcomes, model, panes, thresholds, fewerProposals } = state;
  const detector = chosenDetector(state, pane);
  if (recordedOutcomes.kind !== 'ready' || !detector || !model.info || model.info.origin.kind !== 'page') return null;
  const { modelHash, boxNmsThresh, detectors } = recordedOutcomes.results;
  const recorded = Object.hasOwn(detectors, detector.name) ? detectors[detector.name] : undefined;
  const shipped = Object.entries(figures.detectors).find(([name]) => name === detector.name)?.[1];
  const isShipped = model.info.detectors.includes(detector) && recorded?.sha256 === shipped?.sha256;
  const isAsked = panes[pane].testTimeOffset === null && boxNmsThresh === thresholds.boxNmsThresh && !fewerProposals;
  return recorded && isShipped && isAsked && modelHash === model.info.hash
    ? (recorded.conditions[condition] ?? null)
    : null;
}

/** What a pane's detector finds in a scene, as far as it is known. All classes count. */
export function knownOutcome(state: State, pane: PaneId, place: ScenePlace): SceneOutcome | null {
  const recorded = recordedCondition(state, pane, place.condition)?.scenes[place.index];
  if (recorded) return recorded;
  const key = liveKey(state, pane, place);
  return key === null ? null : (state.liveOutcomes.get(key) ?? null);
}

/** What becomes of a scene from A to B above the threshold; null where it is not known of both. */
export function knownChange(state: State, place: ScenePlace): SceneChange | null {
  const [a, b] = paneIds.map((pane) => knownOutcome(state, pane, place));
  return a && b ? sceneChange(a, b, state.thresholds.boxScoreThresh) : null;
}

/** All that known outcomes follow from. */
function outcomeParts(state: State): readonly unknown[] {
  const { recordedOutcomes, liveOutcomes, model, detectors, panes, thresholds, fewerProposals, run } = state;
  return [recordedOutcomes, liveOutcomes, model.info, detectors, panes, thresholds, fewerProposals, run.pooled];
}

/** The condition whose scenes the gallery shows; null where it shows other pictures. */
export function shownCondition({ pictureRef }: Pick<State, 'pictureRef'>): string | null {
  return pictureRef.kind === 'scene' ? pictureRef.condition : null;
}

/** What becomes of every scene that the gallery shows; the same list as long as it is the same. */
export const selectGalleryChanges: (state: State) => readonly (SceneChange | null)[] = memoNewest(
  (state) => [...outcomeParts(state), shownCondition(state)],
  (state) => {
    const condition = shownCondition(state);
    return condition === null ? [] : galleryPlaces(condition).map((place) => knownChange(state, place));
  },
);

/** Whether what is known of the scenes of the shown condition was recorded, for both panes. */
export function areRecorded(state: State): boolean {
  const condition = shownCondition(state);
  return condition !== null && paneIds.every((pane) => recordedCondition(state, pane, condition) !== null);
}

/** The scene whose conditions are compared. */
export function comparedStreet({ pictureRef }: Pick<State, 'pictureRef'>): number {
  return pictureRef.kind === 'scene' ? pictureRef.index : 0;
}

/** One scene under all conditions. */
export function streetPlaces(index: number): readonly ScenePlace[] {
  return allConditions.map((condition) => ({ condition: conditionName(condition), index }));
}

/** The number that colours each condition, by its name; null where it is not known. The same map as long as it is the same. */
export const selectConditionScores: (state: State) => ReadonlyMap<string, ConditionScore | null> = memoNewest(
  (state) => [...outcomeParts(state), comparedStreet(state), state.conditionMeasure],
  (state) =>
    new Map(streetPlaces(comparedStreet(state)).map((place) => [place.condition, conditionScore(state, place)])),
);

function conditionScore(state: State, place: ScenePlace): ConditionScore | null {
  const { boxScoreThresh } = state.thresholds;
  if (state.conditionMeasure === 'recall-scene') {
    const [a, b] = paneIds.map((pane) => knownOutcome(state, pane, place));
    return a && b ? recallScore([a], [b], boxScoreThresh) : null;
  }
  const [a, b] = paneIds.map((pane) => recordedCondition(state, pane, place.condition));
  if (!a || !b) return null;
  return state.conditionMeasure === 'ap-set' ? apScore(a, b) : recallScore(a.scenes, b.scenes, boxScoreThresh);
}

const searches = new LatestTurn();

/** Ends the search through other scenes; what it has found stays. */
export function cancelSceneSearch(): void {
  searches.cancel();
  store.getState().setOutcomes({ sceneSearch: null });
}

/** Shows the next scene of the gallery in which the detectors differ. Where nothing is known of one, both look at it first. */
export async function showNextDifference(by: 1 | -1): Promise<void> {
  const { pictureRef, notify, model } = store.getState();
  if (!model.info) {
    notify({ tone: 'info', message: 'Other scenes are searched when the model is loaded.', hint: '' });
    return;
  }
  if (pictureRef.kind !== 'scene') {
    notify({
      tone: 'info',
      message: 'Only the built-in scenes are searched for differences.',
      hint: 'Choose one of the domains above the pictures.',
    });
    return;
  }
  const { condition, index: from } = pictureRef;
  let last: number | null = null;
  await search(galleryScenes, async (look) => {
    for (;;) {
      const state = store.getState();
      if (shownCondition(state) !== condition) return;
      const changes = selectGalleryChanges(state);
      const next = nextDifference(orderScenes(changes, state.sceneOrder), changes, from, by);
      if (next.kind === 'none') {
        notify({
          tone: 'info',
          message: 'A and B find the same objects in all other scenes of this domain.',
          hint: 'Another score threshold or another domain may show a difference.',
        });
        return;
      }
      if (next.kind === 'differs') return state.choosePicture({ kind: 'scene', condition, index: next.index });
      if (next.index === last || !(await look({ condition, index: next.index }))) return;
      last = next.index;
    }
  });
}

/** Detects in all these scenes in which it is not known yet what the detectors of both panes find. */
export async function lookAtScenes(places: readonly ScenePlace[]): Promise<void> {
  const unknown = places.filter((place) => knownChange(store.getState(), place) === null);
  await search(unknown.length, async (look) => {
    for (const place of unknown) if (!(await look(place))) return;
  });
}

/** @param work gets a look at a scene, which says whether the search goes on */
async function search(
  total: number,
  work: (look: (place: ScenePlace) => Promise<boolean>) => Promise<void>,
): Promise<void> {
  const turn = searches.begin();
  const { setOutcomes } = store.getState();
  let done = 0;
  try {
    await work(async (place) => {
      setOutcomes({ sceneSearch: { done, total: Math.max(total, done + 1) } });
      for (const pane of paneIds) if (!(await detectIn(pane, place, turn))) return false;
      done++;
      return true;
    });
  } catch (error) {
    if (turn.isNewest() && toErrorRecord(error).code !== 'cancelled') reportError(error);
  } finally {
    if (turn.isNewest()) setOutcomes({ sceneSearch: null });
  }
}

/** @returns whether it is known now what the pane's detector finds there: not where the search has ended, or the pane has changed. */
async function detectIn(pane: PaneId, place: ScenePlace, { signal }: Turn): Promise<boolean> {
  const state = store.getState();
  const key = liveKey(state, pane, place);
  const detector = chosenDetector(state, pane);
  if (key === null || !detector || signal.aborted) return false;
  if (knownOutcome(state, pane, place)) return true;
  // The page draws, and what the panes show goes first.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const scene = builtinScene('test', place.index, place.condition);
  const raw = await engine().detect(scene.image, {
    detector: detector.name,
    featureOffset: featureOffset(state, state.panes[pane]),
    ...(state.fewerProposals ? { maxProposals: interactiveProposals } : {}),
  });
  const objects = scene.objects.map((object) => ({ className: object.class, box: object.box }));
  const content = paneContent(raw, objects, { ...state.thresholds, boxScoreThresh: lowestScoreThresh }, []);
  store.getState().addOutcome(key, sceneOutcome(content.detections, content.groundTruth ?? [], raw.classes));
  return !signal.aborted && liveKey(store.getState(), pane, place) === key;
}
