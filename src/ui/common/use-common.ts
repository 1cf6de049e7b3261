import { useCallback, useState } from 'react';
import { publicModels } from '../../method/public-models';
import type { ModelSource } from '../../engine/engine';
import { downloadExport, type ExportItem } from '../../state/exports/download';
import { loadModel } from '../../state/jobs/model/load-model';
import { deleteKeptModel } from '../../state/library/kept-models';
import { requestPersistence } from '../../state/library/storage-use';
import type { FieldDraft } from '../../state/store/field-drafts-slice';
import { store, useStore } from '../../state/store/store';

/** Makes a file and hands it to the user; busy while it is made. */
export function useDownload(): { readonly busy: boolean; readonly download: (item: ExportItem) => void } {
  const [busy, setBusy] = useState(false);
  const download = (item: ExportItem) => {
    setBusy(true);
    void downloadExport(item).finally(() => setBusy(false));
  };
  return { busy, download };
}

/** What stands in a field while it is typed. @param name form and setting, e.g. `optimise.iterations` */
export function useFieldDraft(name: string): {
  readonly typed: FieldDraft | undefined;
  readonly setDraft: (draft: FieldDraft | null) => void;
} {
  const typed = useStore(({ fieldDrafts }) => fieldDrafts[name]);
  const setDraft = useCallback((draft: FieldDraft | null) => store.getState().setFieldDraft(name, draft), [name]);
  return { typed, setDraft };
}

/** The downloaded models of this browser, and what can be done with them. */
export function useKeptModels() {
  return {
    models: useStore((state) => state.keptModels),
    loading: useStore((state) => state.model.status.kind === 'loading'),
    /** Of the model that is loaded, where it is one of them. */
    loadedId: useStore(({ model: { info } }) => (info?.origin.kind === 'download' ? info.origin.keptId : null)),
    onLoad: (source: ModelSource) => void loadModel(source),
    onDelete: (id: string) => void deleteKeptModel(id),
  };
}

/** The CLIPs of the hub that one click loads, and which of them this browser has already. */
export function usePublicModels() {
  const kept = useStore((state) => state.keptModels);
  return publicModels.map((model) => ({
    ...model,
    kept: kept.some(({ manifest }) => manifest?.address === model.address && manifest.completedAt !== null),
  }));
}

/** How much this browser keeps for the page, and whether it has promised to. */
export function useStorageTotal() {
  return {
    use: useStore((state) => state.storageUse),
    persisted: useStore((state) => state.storagePersisted),
    onKeepForGood: () => void requestPersistence(),
  };
}
