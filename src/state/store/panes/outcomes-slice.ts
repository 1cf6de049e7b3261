import type { ConditionMeasure, ConditionValue } from '../../../analysis/detection/comparison/condition-scores';
import type { SceneOrder } from '../../../analysis/detection/comparison/scene-order';
import { parseSceneOutcomes, type RecordedOutcomes, type SceneOutcome } from '../../../runs/records/scene-outcomes';
import { isWanted, readInto, type Recorded } from '../recorded-tables-slice';
import type { Slice } from '../slice';

/** What detectors find in scenes beside the one that is shown. */
export interface OutcomesSlice {
  readonly recordedOutcomes: Recorded<RecordedOutcomes>;
  /** What was computed here, by detector and scene. */
  readonly liveOutcomes: ReadonlyMap<string, SceneOutcome>;
  /** How far the search through other scenes is; null where there is none. */
  readonly sceneSearch: { readonly done: number; readonly total: number } | null;
  readonly sceneOrder: SceneOrder;
  readonly conditionMeasure: ConditionMeasure;
  readonly conditionValue: ConditionValue;
  /** Reads the recording once; a failed attempt may be repeated. */
  readonly readOutcomes: () => Promise<void>;
  readonly addOutcome: (key: string, outcome: SceneOutcome) => void;
  readonly setOutcomes: (
    change: Partial<Pick<OutcomesSlice, 'sceneSearch' | 'sceneOrder' | 'conditionMeasure' | 'conditionValue'>>,
  ) => void;
}

export const createOutcomesSlice: Slice<OutcomesSlice> = (set, get) => ({
  recordedOutcomes: { kind: 'unread' },
  liveOutcomes: new Map(),
  sceneSearch: null,
  sceneOrder: 'listed',
  conditionMeasure: 'recall-set',
  conditionValue: 'change',
  readOutcomes: async () => {
    if (isWanted(get().recordedOutcomes))
      await readInto('scene-outcomes.json', parseSceneOutcomes, (recordedOutcomes) => set({ recordedOutcomes }));
  },
  addOutcome: (key, outcome) => set(({ liveOutcomes }) => ({ liveOutcomes: new Map(liveOutcomes).set(key, outcome) })),
  setOutcomes: (change) => set(change),
});
