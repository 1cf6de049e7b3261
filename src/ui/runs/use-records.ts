import { useEffect, useMemo, useState } from 'react';
import type { LibraryRecord, RunEntry } from '../../runs/library/library-record';
import { loadRun } from './use-runs';

/** A record on its way from storage. */
export type Loaded =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly record: LibraryRecord }
  | { readonly kind: 'failed'; readonly message: string };

interface Known {
  readonly entry: RunEntry;
  readonly loaded: Loaded;
}

const loading: Loaded = { kind: 'loading' };

/** The whole records of some lines, one for each; they are loaded when they are asked for, and again when they have changed. */
export function useRecords(entries: readonly RunEntry[]): readonly Loaded[] {
  const [known, setKnown] = useState<ReadonlyMap<string, Known>>(new Map());
  useEffect(() => {
    let current = true;
    const put = (entry: RunEntry, loaded: Loaded) => {
      if (current) setKnown((before) => new Map(before).set(entry.head.id, { entry, loaded }));
    };
    for (const entry of entries) {
      // A new title leaves the body as it is, and with it the summary.
      if (known.get(entry.head.id)?.entry.summary === entry.summary) continue;
      loadRun(entry.head.id).then(
        (record) => put(entry, { kind: 'ready', record }),
        (error: unknown) =>
          put(entry, { kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
      );
    }
    return () => {
      current = false;
    };
  }, [entries, known]);
  return useMemo(() => entries.map((entry) => known.get(entry.head.id)?.loaded ?? loading), [entries, known]);
}
