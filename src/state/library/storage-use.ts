import { store } from '../store/store';

/** Finds out how much space this page uses, and whether the browser may take it back. */
export async function measureStorage(): Promise<void> {
  try {
    const [{ usage, quota }, storagePersisted] = await Promise.all([
      navigator.storage.estimate(),
      navigator.storage.persisted(),
    ]);
    store.setState({ storagePersisted });
    if (usage !== undefined && quota !== undefined) store.setState({ storageUse: { usage, quota } });
  } catch {
    // Some browsers do not tell; the view then does without it.
  }
}

/** Asks the browser to delete nothing by itself, also where the disk is short of space. */
export async function requestPersistence(): Promise<void> {
  try {
    const storagePersisted = await navigator.storage.persist();
    store.setState({ storagePersisted });
    if (storagePersisted) return;
  } catch {
    // Without such a promise things stay as they are, which is said below.
  }
  store.getState().notify({
    tone: 'info',
    message: 'The browser does not promise to keep what is stored here.',
    hint: 'It may delete it when the disk is full. Browsers decide by themselves; a bookmark or an installed page helps in some.',
  });
}
