import type { RunEntry } from '../../runs/library/library-record';
import type { StoredRun, UnreadableRun } from '../../runs/library/run-library';
import type { RunColumn, RunsFilter, RunsSort } from '../../analysis/runs/run-table';
import type { Slice } from './slice';

/** Runs that were deleted together, as an undo brings them back. */
export interface DeletedRuns {
  readonly entries: readonly RunEntry[];
  readonly unreadable: readonly UnreadableRun[];
  readonly stored: readonly StoredRun[];
}

/** How curves of several runs are drawn over each other. */
export interface OverlaySettings {
  /** Weight of the past in the moving average, 0 to 0.99. */
  readonly smoothing: number;
  readonly x: 'step' | 'seconds';
  readonly logX: boolean;
  readonly logY: boolean;
  /** Whether runs that differ in their seed alone are drawn as their mean with a band. */
  readonly grouped: boolean;
  /** What the user chose; null draws the usual one. */
  readonly columns: readonly string[] | null;
}

/** Bytes that this page uses, and may use, in this browser. */
export interface StorageUse {
  readonly usage: number;
  readonly quota: number;
}

export interface RunsSlice {
  readonly runs: readonly RunEntry[];
  /** Ids of runs that the browser had no space for: they end with the page. */
  readonly unstoredRuns: ReadonlySet<string>;
  readonly unreadableRuns: readonly UnreadableRun[];
  readonly deletedRuns: readonly DeletedRuns[];
  readonly runsFilter: RunsFilter;
  readonly runsSort: RunsSort;
  /** Ids, in the order in which they were chosen. */
  readonly selectedRuns: readonly string[];
  /** Id of the run whose details are shown. */
  readonly openedRun: string | null;
  readonly overlay: OverlaySettings;
  readonly storageUse: StorageUse | null;
  readonly setRunsFilter: (change: Partial<RunsFilter>) => void;
  /** By another column, or the other way round. */
  readonly sortRunsBy: (column: RunColumn) => void;
  readonly selectRuns: (ids: readonly string[]) => void;
  readonly toggleRunSelected: (id: string) => void;
  readonly setOpenedRun: (id: string | null) => void;
  readonly setOverlay: (change: Partial<OverlaySettings>) => void;
}

export const createRunsSlice: Slice<RunsSlice> = (set) => ({
  runs: [],
  unstoredRuns: new Set(),
  unreadableRuns: [],
  deletedRuns: [],
  runsFilter: { kind: null, text: '' },
  runsSort: { column: 'date', descending: true },
  selectedRuns: [],
  openedRun: null,
  overlay: { smoothing: 0.6, x: 'step', logX: false, logY: false, grouped: true, columns: null },
  storageUse: null,
  setRunsFilter: (change) => set(({ runsFilter }) => ({ runsFilter: { ...runsFilter, ...change } })),
  sortRunsBy: (column) =>
    set(({ runsSort }) => ({
      runsSort: { column, descending: column === runsSort.column ? !runsSort.descending : column === 'date' },
    })),
  selectRuns: (selectedRuns) => set({ selectedRuns }),
  toggleRunSelected: (id) =>
    set(({ selectedRuns }) => ({
      selectedRuns: selectedRuns.includes(id) ? selectedRuns.filter((other) => other !== id) : [...selectedRuns, id],
    })),
  setOpenedRun: (openedRun) => set({ openedRun }),
  setOverlay: (change) => set(({ overlay }) => ({ overlay: { ...overlay, ...change } })),
});
