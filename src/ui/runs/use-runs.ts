import { useMemo } from 'react';
import { compareInEvaluate, openInView } from '../../state/library/open-run';
import { changeRun, deleteRuns, undoDeletion } from '../../state/library/kept-runs';
import { storeAgain } from '../../state/library/store-again';
import { copyRunLink } from '../../state/settings/run-link';
import { selectExampleListed } from '../../state/store/example-slice';
import { store, useStore } from '../../state/store/store';
import type { RunHead } from '../../runs/library/library-record';
import type { RunsTableProps } from './RunsTable';

/** How the library's records are read, and the files that are made of them. */
export { loadRun } from '../../state/library/kept-runs';
export { figureExports } from '../../state/exports/figure-exports';
export { libraryExports } from '../../state/exports/library-exports';

/** What the table shows beside its runs, and what is done in it. */
export function useRunsTable(): Omit<RunsTableProps, 'entries'> {
  const selected = useStore((state) => state.selectedRuns);
  const opened = useStore((state) => state.openedRun);
  const unstored = useStore((state) => state.unstoredRuns);
  const exampleRuns = useStore((state) => state.exampleRuns);
  const sort = useStore((state) => state.runsSort);
  const { selectRuns, toggleRunSelected, setOpenedRun, sortRunsBy } = store.getState();
  return {
    selected,
    opened,
    unstored,
    examples: useMemo(() => new Set(exampleRuns.map(({ record }) => record.id)), [exampleRuns]),
    sort,
    onSelect: selectRuns,
    onToggle: toggleRunSelected,
    onOpen: setOpenedRun,
    onRename: (id, title) => void changeRun(id, { title }),
    onPin: (id, pinned) => void changeRun(id, { pinned }),
    onSort: sortRunsBy,
  };
}

/** The runs of this browser, and those of the recorded example where they are listed. */
export function useListedRuns() {
  const runs = useStore((state) => state.runs);
  const example = useStore((state) => state.exampleRuns);
  const listed = useStore(selectExampleListed);
  return {
    runs: useMemo(() => (listed ? [...runs, ...example.map(({ entry }) => entry)] : runs), [runs, example, listed]),
    /** Of this browser alone. */
    own: runs.length,
    exampleListed: listed,
    onListExample: store.getState().setExampleListed,
  };
}

/** What can be done with runs that are selected or opened. */
export function useRunActions() {
  const { selectRuns, setOpenedRun } = store.getState();
  return {
    onOpenInView: (id: string) => void openInView(id),
    onCompare: (a: string, b: string) => void compareInEvaluate(a, b),
    onCopyLink: (head: RunHead) => void copyRunLink(head),
    onDelete: (ids: readonly string[]) => void deleteRuns(ids),
    onNote: (id: string, note: string) => void changeRun(id, { note }),
    onClose: () => setOpenedRun(null),
    onSelectNone: () => selectRuns([]),
  };
}

/** How curves are drawn over each other. */
export function useOverlay() {
  return { overlay: useStore((state) => state.overlay), onChange: store.getState().setOverlay };
}

/** What was deleted, what could not be stored or read, and how much space there is. */
export function useRunsStorage() {
  return {
    lastDeleted: useStore(({ deletedRuns }) => deletedRuns.at(-1) ?? null),
    unstored: useStore((state) => state.unstoredRuns.size),
    unreadable: useStore((state) => state.unreadableRuns),
    use: useStore((state) => state.storageUse),
    onUndo: () => void undoDeletion(),
    onStoreAgain: () => void storeAgain(),
    onDelete: (id: string) => void deleteRuns([id]),
  };
}
