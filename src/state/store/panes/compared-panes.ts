import { comparePanes, type Mark, sides } from '../../../analysis/detection/comparison/compare-panes';
import { paneContent, type PaneContent } from '../../../analysis/detection/pane-content';
import { memoNewest } from '../../../math/memo';
import { type DetectionSlice, type PaneId, paneIds, selectResult } from './detection-slice';
import type { SceneSlice } from './scene-slice';

type Shown = Pick<DetectionSlice, 'results' | 'thresholds' | 'hiddenClasses'> & Pick<SceneSlice, 'picture'>;

function contentOf(pane: PaneId): (state: Shown) => PaneContent {
  const raw = (state: Shown) => {
    const result = selectResult(state, pane);
    return result.kind === 'ready' ? result.raw : null;
  };
  return memoNewest(
    (state) => [raw(state), state.picture?.groundTruth, state.thresholds, state.hiddenClasses],
    (state) => paneContent(raw(state), state.picture?.groundTruth ?? null, state.thresholds, state.hiddenClasses),
  );
}

const contents = { left: contentOf('left'), right: contentOf('right') } as const satisfies Record<PaneId, unknown>;

/** What a pane shows of the picture; the same object as long as it shows the same. */
export function selectContent(state: Shown, pane: PaneId): PaneContent {
  return contents[pane](state);
}

const isReady = (state: Shown, pane: PaneId) => selectResult(state, pane).kind === 'ready';

/** What the two panes have of the picture; the same list as long as they show the same. */
export const selectMarks: (state: Shown) => readonly Mark[] = memoNewest(
  (state) => paneIds.flatMap((pane) => [selectContent(state, pane), isReady(state, pane)]),
  (state) => {
    const [a, b] = paneIds.map((pane) => ({ content: selectContent(state, pane), isReady: isReady(state, pane) }));
    return comparePanes(a!, b!);
  },
);

/** Whether both panes have an answer for the picture. */
export function areCompared(state: Shown): boolean {
  return paneIds.every((pane) => isReady(state, pane));
}

/** Detector A is that of the left pane. */
export const paneSides = { left: sides[0], right: sides[1] } as const;
