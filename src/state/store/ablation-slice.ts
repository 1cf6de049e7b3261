import type { AblationResults } from '../../runs/records/ablation-results';
import { parseAblationResults } from '../../runs/records/ablation-results-schema';
import type { Slice } from './slice';

/** The table that was recorded with this build. */
export type RecordedAblation =
  | { readonly kind: 'unread' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'ready'; readonly results: AblationResults }
  | { readonly kind: 'failed' };

export interface AblationSlice {
  readonly ablation: RecordedAblation;
  /** Reads the table once; a failed attempt may be repeated. */
  readonly readAblation: () => Promise<void>;
}

export const createAblationSlice: Slice<AblationSlice> = (set, get) => ({
  ablation: { kind: 'unread' },
  readAblation: async () => {
    const { kind } = get().ablation;
    if (kind === 'reading' || kind === 'ready') return;
    set({ ablation: { kind: 'reading' } });
    set({ ablation: await read() });
  },
});

async function read(): Promise<RecordedAblation> {
  try {
    const response = await fetch(new URL('ablation.json', document.baseURI));
    const results = response.ok ? parseAblationResults(await response.json()) : null;
    return results === null ? { kind: 'failed' } : { kind: 'ready', results };
  } catch {
    return { kind: 'failed' };
  }
}
