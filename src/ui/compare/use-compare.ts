import { useEffect, useMemo } from 'react';
import { bestScoreAt } from '../../analysis/detection/comparison/best-below';
import { countMarks, differenceText } from '../../analysis/detection/comparison/difference-text';
import { type DrawnMark, drawnMarks, type ShownSide } from '../../analysis/detection/comparison/drawn-marks';
import { type MarkGroup, markGroup, markGroupNames } from '../../analysis/detection/comparison/mark-kinds';
import type { GroundTruth } from '../../analysis/detection/evaluate-pane';
import { type SceneOrder, orderScenes } from '../../analysis/detection/comparison/scene-order';
import {
  areRecorded,
  cancelSceneSearch,
  galleryPlaces,
  lookAtScenes,
  selectGalleryChanges,
  shownCondition,
} from '../../state/jobs/detect/scene-outcomes';
import { actions } from '../../state/actions/actions';
import { areCompared, paneSides, selectContent, selectMarks } from '../../state/store/panes/compared-panes';
import { type ComparisonMode, comparisonModes, showsDifferencesOnly } from '../../state/store/panes/comparison-slice';
import { otherPane, type PaneId, selectResult } from '../../state/store/panes/detection-slice';
import { store, type State, useStore } from '../../state/store/store';
import type { NearMiss } from './MarkCard';

export { comparisonModes, type ComparisonMode, type SceneOrder };

const setMarked = (markedId: string | null) => store.getState().setComparison({ markedId });

/** What is drawn over a picture: of one pane, or of both on each other. */
export function useMarks(side: ShownSide) {
  const marks = useStore(selectMarks);
  const hidden = useStore((state) => state.hiddenMarks);
  const showPredictions = useStore((state) => state.showPredictions);
  const markedId = useStore((state) => state.markedId);
  const content = useStore((state) => selectContent(state, side === 'b' ? 'right' : 'left'));
  const showGroundTruth = useStore((state) => state.showGroundTruth);
  const drawn = useMemo(
    () => (showPredictions ? drawnMarks(marks, side, hidden) : []),
    [marks, side, hidden, showPredictions],
  );
  return {
    drawn,
    groundTruth: useMemo(
      () => (showGroundTruth ? outlinedObjects(content.groundTruth ?? [], drawn) : []),
      [showGroundTruth, content, drawn],
    ),
    labels: useStore((state) => state.showLabels),
    markedId,
    near: useNearMisses(markedId),
    onMark: setMarked,
  };
}

/** Objects that are not drawn as missed already. */
function outlinedObjects(objects: readonly GroundTruth[], drawn: readonly DrawnMark[]): readonly GroundTruth[] {
  const missed = new Set(drawn.filter(({ shows }) => shows === 'absence').map(({ box }) => box));
  return objects.filter(({ box }) => !missed.has(box));
}

/** For an object that is pointed at: how near each detector was to it, where it shows nothing there. */
function useNearMisses(markedId: string | null): Readonly<Record<'a' | 'b', NearMiss | null>> {
  const marks = useStore(selectMarks);
  const left = useStore((state) => rawOf(state, 'left'));
  const right = useStore((state) => rawOf(state, 'right'));
  return useMemo(() => {
    const mark = marks.find(({ id }) => id === markedId);
    const near = (side: 'a' | 'b', raw: ReturnType<typeof rawOf>): NearMiss | null =>
      mark?.truth && mark[side] === null && raw ? { best: bestScoreAt(raw, mark.className, mark.truth) } : null;
    return { a: near('a', left), b: near('b', right) };
  }, [marks, markedId, left, right]);
}

function rawOf(state: State, pane: PaneId) {
  const result = selectResult(state, pane);
  return result.kind === 'ready' ? result.raw : null;
}

/** What differs, in words and numbers, and how the panes are compared. */
export function useComparison() {
  const marks = useStore(selectMarks);
  const compared = useStore(areCompared);
  const hasTruth = useStore((state) => (state.picture?.groundTruth ?? null) !== null);
  const text = useMemo(() => differenceText(countMarks(marks), hasTruth), [marks, hasTruth]);
  return {
    text: compared ? text : null,
    differencesOnly: useStore(showsDifferencesOnly),
    toggleDifferencesOnly: actions.differencesOnly,
    mode: useComparisonMode(),
    legend: useLegend(),
  };
}

/** The legend, as a filter. */
function useLegend() {
  const marks = useStore(selectMarks);
  const hidden = useStore((state) => state.hiddenMarks);
  const counts = useMemo(() => {
    const of = (group: MarkGroup) => marks.filter(({ kind }) => markGroup(kind) === group).length;
    return Object.fromEntries(markGroupNames.map((group) => [group, of(group)])) as Record<MarkGroup, number>;
  }, [marks]);
  return {
    counts,
    hidden,
    onToggle: (group: MarkGroup) =>
      store.getState().setComparison({
        hiddenMarks: hidden.includes(group) ? hidden.filter((one) => one !== group) : [...hidden, group],
      }),
  };
}

/** How the panes are compared. */
function useComparisonMode() {
  return {
    mode: useStore((state) => state.comparisonMode),
    nextMode: actions.nextComparison,
    onMode: (comparisonMode: ComparisonMode) => store.getState().setComparison({ comparisonMode }),
  };
}

/** The one picture in which both panes are compared. */
export function useOnePicture() {
  const blinkGoes = useStore((state) => state.blinkGoes);
  const mode = useStore((state) => state.comparisonMode);
  const goes = blinkGoes ?? !matchMedia('(prefers-reduced-motion: reduce)').matches;
  useBlinking(mode === 'blink' && goes);
  return {
    mode,
    marks: { a: useMarks('a'), b: useMarks('b'), both: useMarks('both') },
    picture: useStore((state) => state.picture),
    viewport: useStore((state) => state.viewport),
    onViewport: store.getState().setViewport,
    swipeAt: useStore((state) => state.swipeAt),
    onSwipe: (swipeAt: number) => store.getState().setComparison({ swipeAt }),
    shows: useStore((state) => state.blinkShows),
    goes,
    flip: actions.flipPanes,
    onShow: (blinkShows: PaneId) => store.getState().setComparison({ blinkShows, blinkGoes: false }),
    onGo: (wanted: boolean) => store.getState().setComparison({ blinkGoes: wanted }),
  };
}

const blinkMilliseconds = 900;

/** Changes the pane whose boxes are seen, as long as it goes. */
function useBlinking(goes: boolean): void {
  useEffect(() => {
    if (!goes) return undefined;
    const timer = setInterval(() => {
      const { blinkShows, setComparison } = store.getState();
      setComparison({ blinkShows: otherPane(blinkShows) });
    }, blinkMilliseconds);
    return () => clearInterval(timer);
  }, [goes]);
}

/** The letter of a pane's detector. */
export function paneLetter(pane: PaneId): string {
  return paneSides[pane].toUpperCase();
}

/** Reads what was recorded of the shipped detectors, once there is a model. */
export function useRecordedOutcomes(): void {
  const hasModel = useStore((state) => state.model.info !== null);
  useEffect(() => {
    if (hasModel) void store.getState().readOutcomes();
  }, [hasModel]);
}

/** The scenes of the gallery in their order, each with what becomes of it from A to B. */
export function useSceneChanges() {
  useRecordedOutcomes();
  const changes = useStore(selectGalleryChanges);
  const order = useStore((state) => state.sceneOrder);
  return useMemo(
    () => orderScenes(changes, order).map((index) => ({ index, change: changes[index] ?? null })),
    [changes, order],
  );
}

/** The search for scenes in which the detectors differ. */
export function useSceneSearch() {
  const changes = useStore(selectGalleryChanges);
  const condition = useStore(shownCondition);
  return {
    order: useStore((state) => state.sceneOrder),
    unknown: changes.filter((change) => change === null).length,
    isRecorded: useStore(areRecorded),
    isReady: useStore((state) => state.model.info !== null),
    search: useStore((state) => state.sceneSearch),
    next: actions.nextDifference,
    previous: actions.previousDifference,
    onOrder: (sceneOrder: SceneOrder) => store.getState().setOutcomes({ sceneOrder }),
    onLook: () => {
      if (condition !== null) void lookAtScenes(galleryPlaces(condition));
    },
    onCancel: cancelSceneSearch,
  };
}
