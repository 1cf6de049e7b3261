import type { ConditionMeasure, ConditionValue } from '../../analysis/detection/comparison/condition-scores';
import type { RgbImage } from '../../geometry/rgb-image';
import { builtinScene } from '../../state/files/scene-images';
import {
  areRecorded,
  cancelSceneSearch,
  comparedStreet,
  lookAtScenes,
  selectConditionScores,
  streetPlaces,
} from '../../state/jobs/detect/scene-outcomes';
import { store, useStore } from '../../state/store/store';
import { useRecordedOutcomes } from '../compare/use-compare';

/** Renders a built-in scene of the test split, or takes it from those that were rendered before. */
function sceneImage(index: number, condition: string): RgbImage {
  return builtinScene('test', index, condition).image;
}

/** The scene whose conditions are compared, which of them is shown, and what colours them. */
export function useConditions() {
  return {
    street: useStore(comparedStreet),
    shown: useStore((state) => state.pictureRef),
    sceneImage,
    onPicture: store.getState().choosePicture,
    scores: useStore(selectConditionScores),
    value: useStore((state) => state.conditionValue),
    most: useLargestDifference(),
  };
}

/** Colours of a difference are full here, or at least at this, so that next to nothing looks like nothing. */
const leastDifference = 0.05;

function useLargestDifference(): number {
  const scores = useStore(selectConditionScores);
  return Math.max(leastDifference, ...[...scores.values()].map((score) => (score ? Math.abs(score.b - score.a) : 0)));
}

/** What colours the conditions, and how that can be changed. */
export function useConditionControls() {
  useRecordedOutcomes();
  const scores = useStore(selectConditionScores);
  const street = useStore(comparedStreet);
  return {
    value: useStore((state) => state.conditionValue),
    measure: useStore((state) => state.conditionMeasure),
    most: useLargestDifference(),
    unknown: [...scores.values()].filter((score) => score === null).length,
    isRecorded: useStore(areRecorded),
    isReady: useStore((state) => state.model.info !== null),
    search: useStore((state) => state.sceneSearch),
    onValue: (conditionValue: ConditionValue) => store.getState().setOutcomes({ conditionValue }),
    onMeasure: (conditionMeasure: ConditionMeasure) => store.getState().setOutcomes({ conditionMeasure }),
    onLook: () => void lookAtScenes(streetPlaces(street)),
    onCancel: cancelSceneSearch,
  };
}
