import { type MarkGroup, sameGroups } from '../../../analysis/detection/comparison/mark-kinds';
import type { PaneId } from './detection-slice';
import type { Slice } from '../slice';

/** How two panes are compared: beside each other, or in one picture. */
export const comparisonModes = ['side', 'overlay', 'swipe', 'blink'] as const;
export type ComparisonMode = (typeof comparisonModes)[number];

export interface ComparisonSlice {
  readonly comparisonMode: ComparisonMode;
  /** Marks that the legend hides. */
  readonly hiddenMarks: readonly MarkGroup[];
  /** The id of the mark under the pointer or the focus. */
  readonly markedId: string | null;
  /** Where the left pane's boxes end in a swiped picture: 0 at its left, 1 at its right. */
  readonly swipeAt: number;
  /** Whose boxes a blinking picture shows. */
  readonly blinkShows: PaneId;
  /** Whether it changes by itself; null until somebody has decided, where the system's setting for motion decides. */
  readonly blinkGoes: boolean | null;
  readonly setComparison: (
    change: Partial<
      Pick<ComparisonSlice, 'comparisonMode' | 'hiddenMarks' | 'markedId' | 'swipeAt' | 'blinkShows' | 'blinkGoes'>
    >,
  ) => void;
  /** Hides all in which the panes do not differ, or shows everything. */
  readonly toggleDifferencesOnly: () => void;
}

/** Whether nothing but differences is shown. */
export function showsDifferencesOnly({ hiddenMarks }: Pick<ComparisonSlice, 'hiddenMarks'>): boolean {
  return hiddenMarks.length === sameGroups.length && sameGroups.every((group) => hiddenMarks.includes(group));
}

export const createComparisonSlice: Slice<ComparisonSlice> = (set) => ({
  comparisonMode: 'side',
  hiddenMarks: [],
  markedId: null,
  swipeAt: 0.5,
  blinkShows: 'left',
  blinkGoes: null,
  setComparison: (change) => set(change),
  toggleDifferencesOnly: () => set((state) => ({ hiddenMarks: showsDifferencesOnly(state) ? [] : sameGroups })),
});
