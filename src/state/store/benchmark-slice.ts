import type { BenchmarkResults } from '../../runs/records/benchmark-results';
import { parseBenchmarkResults } from '../../runs/records/benchmark-results-schema';
import type { Slice } from './slice';

/** The table that was recorded with this build. */
export type RecordedBenchmark =
  | { readonly kind: 'unread' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'ready'; readonly results: BenchmarkResults }
  | { readonly kind: 'failed' };

export interface BenchmarkSlice {
  readonly benchmark: RecordedBenchmark;
  /** Reads the table once; a failed attempt may be repeated. */
  readonly readBenchmark: () => Promise<void>;
}

export const createBenchmarkSlice: Slice<BenchmarkSlice> = (set, get) => ({
  benchmark: { kind: 'unread' },
  readBenchmark: async () => {
    const { kind } = get().benchmark;
    if (kind === 'reading' || kind === 'ready') return;
    set({ benchmark: { kind: 'reading' } });
    set({ benchmark: await read() });
  },
});

async function read(): Promise<RecordedBenchmark> {
  try {
    const response = await fetch(new URL('ablation.json', document.baseURI));
    const results = response.ok ? parseBenchmarkResults(await response.json()) : null;
    return results === null ? { kind: 'failed' } : { kind: 'ready', results };
  } catch {
    return { kind: 'failed' };
  }
}
