import { migrateFormerRun } from '../records/former-run';
import { openIndexedDb, type RecordStore } from './record-store';
import { reopeningStore, type StoreEvents } from './reopening-store';

/** The one database of this page: runs and detectors, in the form of this version. */
export function openPageDatabase(events: StoreEvents): RecordStore {
  return reopeningStore(async (onClosed) => {
    const tables = await openIndexedDb('clip-the-gap', onClosed);
    await migrateFormerRun(tables);
    return tables;
  }, events);
}
