import * as v from 'valibot';
import { encodeBody, encodeEntry } from '../library/library-schema';
import type { RecordStore } from '../library/record-store';
import { optimisationRunSchema, wholeOffsets } from './run-schema';
import { entryOf, shownKey } from '../library/run-library';

/** Where the only stored run was kept before there was a library. */
const formerKey = 'last';

/** The last run as it was stored before there was a library. */
const formerRunSchema = v.object({
  run: optimisationRunSchema,
  offsets: v.nullable(wholeOffsets(v.instance(Float32Array))),
});

/** Takes the one run of earlier versions into the library, readable or not, in one transaction. Without space it stays where it is, for the next visit. */
export async function migrateFormerRun(store: RecordStore): Promise<void> {
  try {
    await store.transact('readwrite', ['runs', 'library', 'library-bodies'], async (tables) => {
      const former = await tables.get('runs', formerKey);
      if (former === undefined) return;
      await tables.delete('runs', formerKey);
      const { success, output } = v.safeParse(formerRunSchema, former);
      if (!success) return tables.put('library', formerKey, former);
      const { run, offsets } = output;
      const record = offsets === null ? run : ({ ...run, offsets: { kind: 'full', offsets } } as const);
      await tables.put('library', record.id, encodeEntry(entryOf(record)));
      await tables.put('library-bodies', record.id, encodeBody(record));
      await tables.put('runs', shownKey, record.id);
    });
  } catch {
    // The library works without it.
  }
}
