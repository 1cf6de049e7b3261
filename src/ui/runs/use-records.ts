import { useEffect, useMemo, useRef, useState } from 'react';
import type { LibraryRecord, RunEntry, RunSummary } from '../../runs/library/library-record';

/** A record on its way from storage. */
export type Loaded =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly record: LibraryRecord }
  | { readonly kind: 'failed'; readonly message: string };

const loading: Loaded = { kind: 'loading' };

/**
 * The whole records of some lines, one for each. A record is loaded once, and again when it has grown; until then the former one stays.
 * @param load it stays the same function
 */
export function useRecords(
  entries: readonly RunEntry[],
  load: (id: string) => Promise<LibraryRecord>,
): readonly Loaded[] {
  const [known, setKnown] = useState<ReadonlyMap<string, Loaded>>(new Map());
  /** By id: a new title leaves the body as it is, and with it the summary. */
  const asked = useRef(new Map<string, RunSummary>());
  useEffect(() => {
    for (const { head, summary } of entries) {
      const { id } = head;
      if (asked.current.get(id) === summary) continue;
      asked.current.set(id, summary);
      const put = (loaded: Loaded) => {
        if (asked.current.get(id) === summary) setKnown((before) => new Map(before).set(id, loaded));
      };
      load(id).then(
        (record) => put({ kind: 'ready', record }),
        (error: unknown) => put({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
      );
    }
  }, [entries, load]);
  return useMemo(() => entries.map(({ head }) => known.get(head.id) ?? loading), [entries, known]);
}
