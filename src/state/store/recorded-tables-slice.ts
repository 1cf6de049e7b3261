import type { AblationResults } from '../../runs/records/ablation-results';
import { parseAblationResults } from '../../runs/records/ablation-results-schema';
import type { BenchmarkResults } from '../../runs/records/benchmark-results';
import { parseBenchmarkResults } from '../../runs/records/benchmark-results-schema';
import type { Slice } from './slice';

/** A table that was recorded with this build. */
export type Recorded<Results> =
  | { readonly kind: 'unread' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'ready'; readonly results: Results }
  | { readonly kind: 'failed' };

export interface RecordedTablesSlice {
  readonly benchmark: Recorded<BenchmarkResults>;
  readonly ablation: Recorded<AblationResults>;
  /** Reads each table once; a failed attempt may be repeated. */
  readonly readRecordedTables: () => Promise<void>;
}

export const createRecordedTablesSlice: Slice<RecordedTablesSlice> = (set, get) => ({
  benchmark: { kind: 'unread' },
  ablation: { kind: 'unread' },
  readRecordedTables: async () => {
    await Promise.all([
      isWanted(get().benchmark) && readInto('results.json', parseBenchmarkResults, (benchmark) => set({ benchmark })),
      isWanted(get().ablation) && readInto('ablation.json', parseAblationResults, (ablation) => set({ ablation })),
    ]);
  },
});

/** Whether it was not read, or could not be. */
export function isWanted({ kind }: Recorded<unknown>): boolean {
  return kind === 'unread' || kind === 'failed';
}

/** Fetches a file that was made with this build. @param parse null where it is something else */
export async function readInto<Results>(
  file: string,
  parse: (value: unknown) => Results | null,
  show: (table: Recorded<Results>) => void,
): Promise<void> {
  show({ kind: 'reading' });
  try {
    const response = await fetch(new URL(file, document.baseURI));
    const results = response.ok ? parse(await response.json()) : null;
    show(results === null ? { kind: 'failed' } : { kind: 'ready', results });
  } catch {
    show({ kind: 'failed' });
  }
}
