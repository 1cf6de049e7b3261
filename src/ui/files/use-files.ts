import { useShallow } from 'zustand/react/shallow';
import { exportForCluster, importFromCluster } from '../../state/exports/cluster-exchange';
import { deleteStoredItem, exportStoredItem } from '../../state/files/stored-item-files';
import { importTrainingFile } from '../../state/files/training-files';
import { usableOffsets } from '../../state/jobs/train/training-method';
import { openWork } from '../../state/library/restore-work';
import { storeAgain } from '../../state/library/store-again';
import { isUnderWay, shownWork } from '../../state/library/work-on-page';
import type { StoredItem } from '../../state/store/storage-slice';
import { type State, useStore } from '../../state/store/store';

/** The exchange of checkpoints with PyTorch. */
export function usePyTorch() {
  return {
    detectors: useStore(useShallow((state) => state.detectors.filter(({ zeroShot }) => zeroShot === undefined))),
    loaded: useStore((state) => state.model.info !== null),
    hasOffsets: useStore((state) => usableOffsets(state) !== null),
    onExport: exportForCluster,
    onImport: importFromCluster,
  };
}

/** Checkpoints and detectors that this browser keeps. */
export function useStoredItems() {
  return {
    items: useStore((state) => state.storedItems),
    onOpenFile: (file: File) => void importTrainingFile(file),
    onStoreAgain: () => void storeAgain(),
  };
}

/** What can be done with something stored, and why not. */
export function useStoredItem(item: StoredItem) {
  return {
    loadedModel: useStore((state) => state.model.info?.hash),
    /** The training that a detector came from, as far as it is kept. */
    training: useStore((state) =>
      item.kind === 'detector'
        ? state.runs.find(({ head }) => head.kind === 'training' && head.detector === item.name)
        : undefined,
    ),
    /** Whether the page shows this very work. */
    shown: useStore((state) => item.kind === 'checkpoint' && shownWork(state, item.work) === item.id),
    /** Whether other work of its kind goes on. */
    underWay: useStore((state) => item.kind === 'checkpoint' && isUnderWay(state, item.work)),
    /** Whether it cannot be deleted now. */
    inUse: useStore((state) => isInUse(state, item)),
    onOpen: () => {
      if (item.kind === 'checkpoint') void openWork(item.work, item.id);
    },
    onExport: () => void exportStoredItem(item),
    onDelete: () => void deleteStoredItem(item),
  };
}

function isInUse(state: State, item: StoredItem): boolean {
  switch (item.kind) {
    case 'checkpoint':
      return isUnderWay(state, item.work) && shownWork(state, item.work) === item.id;
    case 'dictionary':
      return state.photometrics.status === 'measuring';
    case 'detector':
    case 'unreadable':
      return isUnderWay(state, 'evaluation') || isUnderWay(state, 'training');
    default:
      return item satisfies never;
  }
}
