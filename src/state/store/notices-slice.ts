import type { ErrorRecord } from '../../errors/coded-error';
import type { Slice } from './slice';

export interface Notice {
  readonly id: number;
  readonly tone: 'error' | 'info';
  readonly message: string;
  /** Why it is likely, and what to do. */
  readonly hint: string;
  readonly details?: string | undefined;
}

export interface NoticesSlice {
  /** All that were not dismissed, oldest first. */
  readonly notices: readonly Notice[];
  /** A lost device or a GPU error outside any request; stays until dismissed or repaired. */
  readonly trouble: ErrorRecord | null;
  /** How many files of a session are read; null unless that takes a while. */
  readonly readingSession: { readonly done: number; readonly total: number } | null;
  readonly notify: (notice: Omit<Notice, 'id'>) => void;
  readonly dismissNotice: (id: number) => void;
  readonly dismissAllNotices: () => void;
  readonly setTrouble: (trouble: ErrorRecord | null) => void;
}

let nextId = 1;

export const createNoticesSlice: Slice<NoticesSlice> = (set) => ({
  notices: [],
  trouble: null,
  readingSession: null,
  notify: (notice) =>
    set(({ notices }) =>
      // The first of several equal errors wins: they are usually consequences of one cause.
      notices.some(({ message }) => message === notice.message)
        ? {}
        : { notices: [...notices, { ...notice, id: nextId++ }] },
    ),
  dismissNotice: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
  dismissAllNotices: () => set({ notices: [] }),
  setTrouble: (trouble) => set((state) => ({ trouble: trouble && state.trouble ? state.trouble : trouble })),
});
