import type { ErrorRecord } from '../../../errors/coded-error';
import type { DetectionThresholds, RawDetections } from '../../../geometry/detections';
import { shippedDetectors } from '../../../method/shipped-detectors';
import { clampViewport, fittedViewport, type Viewport } from '../../../analysis/detection/viewport';
import type { Origin } from '../optimisation-slice';
import type { Picture, SceneSlice } from './scene-slice';
import type { Slice } from '../slice';

export const paneIds = ['left', 'right'] as const;
export type PaneId = (typeof paneIds)[number];

export function otherPane(pane: PaneId): PaneId {
  return pane === 'left' ? 'right' : 'left';
}

/** A detector, or a detector with a pooled semantic offset added to its features at test time. */
export interface PaneChoice {
  readonly detector: string;
  readonly testTimeOffset: {
    /** Index of the target prompt. */ readonly target: number;
    readonly strength: number;
  } | null;
}

export type PaneResult =
  | { readonly kind: 'empty' }
  | { readonly kind: 'working' }
  | {
      readonly kind: 'ready';
      /** What the boxes belong to; they are shown over nothing else. */
      readonly picture: Picture;
      readonly raw: RawDetections;
      readonly milliseconds: number | null;
      readonly origin: Origin;
      /** What the detector was called where it was recorded; null for one that is here. */
      readonly recordedTitle: string | null;
    }
  | { readonly kind: 'failed'; readonly error: ErrorRecord };

const working: PaneResult = { kind: 'working' };

/** What a pane shows: a result of another picture is none, the right one is on its way. */
export function selectResult(
  { results, picture }: Pick<DetectionSlice, 'results'> & Pick<SceneSlice, 'picture'>,
  pane: PaneId,
): PaneResult {
  const result = results[pane];
  return result.kind === 'ready' && result.picture !== picture ? working : result;
}

export const defaultThresholds: DetectionThresholds = {
  boxScoreThresh: 0.5,
  boxNmsThresh: 0.5,
  detectionsPerImage: 100,
};

/** The sliders go no lower. */
export const lowestScoreThresh = 0.05;

/** An answer within seconds where a detector of the reference's size runs without a GPU. */
export const interactiveProposals = 100;

export interface DetectionSlice {
  readonly panes: Readonly<Record<PaneId, PaneChoice>>;
  readonly results: Readonly<Record<PaneId, PaneResult>>;
  readonly thresholds: DetectionThresholds;
  /** Detectors with many proposals classify only the best {@link interactiveProposals}. */
  readonly fewerProposals: boolean;
  readonly hiddenClasses: readonly string[];
  readonly showGroundTruth: boolean;
  readonly showPredictions: boolean;
  readonly showLabels: boolean;
  readonly viewport: Viewport;
  readonly choosePane: (pane: PaneId, choice: PaneChoice) => void;
  readonly setResult: (pane: PaneId, result: PaneResult) => void;
  readonly setThresholds: (change: Partial<DetectionThresholds>) => void;
  readonly setFewerProposals: (fewerProposals: boolean) => void;
  readonly toggleClass: (name: string) => void;
  /** Hides these and no others. */
  readonly hideClasses: (names: readonly string[]) => void;
  readonly showAllClasses: () => void;
  readonly setShown: (
    change: Partial<Pick<DetectionSlice, 'showGroundTruth' | 'showPredictions' | 'showLabels'>>,
  ) => void;
  readonly setViewport: (viewport: Viewport) => void;
}

/** What the panes show before anybody has chosen: a detector without the method, and one with it. */
export const firstPanes = {
  left: { detector: shippedDetectors.plain, testTimeOffset: null },
  right: { detector: shippedDetectors.offsets, testTimeOffset: null },
} as const satisfies Readonly<Record<PaneId, PaneChoice>>;

export const createDetectionSlice: Slice<DetectionSlice> = (set) => ({
  panes: firstPanes,
  results: { left: { kind: 'empty' }, right: { kind: 'empty' } },
  thresholds: defaultThresholds,
  fewerProposals: false,
  hiddenClasses: [],
  showGroundTruth: true,
  showPredictions: true,
  showLabels: true,
  viewport: fittedViewport,
  choosePane: (pane, choice) => set(({ panes }) => ({ panes: { ...panes, [pane]: choice } })),
  setResult: (pane, result) => set(({ results }) => ({ results: { ...results, [pane]: result } })),
  setThresholds: (change) => set(({ thresholds }) => ({ thresholds: { ...thresholds, ...change } })),
  setFewerProposals: (fewerProposals) => set({ fewerProposals }),
  toggleClass: (name) =>
    set(({ hiddenClasses }) => ({
      hiddenClasses: hiddenClasses.includes(name)
        ? hiddenClasses.filter((hidden) => hidden !== name)
        : [...hiddenClasses, name],
    })),
  hideClasses: (names) => set({ hiddenClasses: names }),
  showAllClasses: () => set({ hiddenClasses: [] }),
  setShown: (change) => set(change),
  setViewport: (viewport) => set({ viewport: clampViewport(viewport) }),
});
