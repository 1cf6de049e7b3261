import type { PreferencesSlice } from './preferences-slice';
import type { Slice } from './slice';

/** Parts of the page that a class may do without. */
export const hideableParts = ['prompts', 'parameters', 'exports', 'tools'] as const;
export type HideablePart = (typeof hideableParts)[number];

export interface PresentationSlice {
  /** Large type, and the prompts folded: for a projector. */
  readonly presenting: boolean;
  /** In the order of {@link hideableParts}. */
  readonly hiddenParts: readonly HideablePart[];
  /** Folds the rail of prompts, too; it can be opened again. */
  readonly setPresenting: (presenting: boolean) => void;
  readonly setHiddenParts: (parts: readonly HideablePart[]) => void;
}

type Seen = PresentationSlice & Pick<PreferencesSlice, 'railFolded' | 'railOpenedIn'>;

export const createPresentationSlice: Slice<PresentationSlice, Seen> = (set) => ({
  presenting: false,
  hiddenParts: [],
  setPresenting: (presenting) =>
    set(presenting ? { presenting, railFolded: true, railOpenedIn: null } : { presenting, railFolded: false }),
  setHiddenParts: (parts) => set({ hiddenParts: hideableParts.filter((part) => parts.includes(part)) }),
});
