import type { Slice } from './slice';

export const views = ['playground', 'optimise', 'train', 'detect', 'evaluate', 'explain', 'results', 'runs'] as const;
export type View = (typeof views)[number];

export const viewTitles: Readonly<Record<View, string>> = {
  playground: 'Playground',
  optimise: 'Optimise',
  train: 'Train',
  detect: 'Detect',
  evaluate: 'Evaluate',
  explain: 'Explain',
  results: 'Results',
  runs: 'Runs',
};

/** Views for which the prompts are of no use: their rail is folded there until somebody opens it. */
const viewsWithoutPrompts: ReadonlySet<View> = new Set(['evaluate', 'results', 'runs']);

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface PreferencesSlice {
  readonly view: View;
  readonly theme: Theme;
  readonly logLoss: boolean;
  /** Weight of the past in the moving average of a training's curves, 0 to 0.99. */
  readonly trainingSmoothing: number;
  /** Single-key shortcuts can be switched off (WCAG 2.1.4). */
  readonly shortcutsEnabled: boolean;
  readonly helpOpen: boolean;
  /** Whether the user has folded the rail of prompts, where it does not fold by itself. */
  readonly railFolded: boolean;
  /** The view in which the user has opened the rail although it folds there by itself. */
  readonly railOpenedIn: View | null;
  readonly setView: (view: View) => void;
  readonly setTheme: (theme: Theme) => void;
  readonly setLogLoss: (logLoss: boolean) => void;
  readonly setTrainingSmoothing: (weight: number) => void;
  readonly setShortcutsEnabled: (enabled: boolean) => void;
  readonly setHelpOpen: (open: boolean) => void;
  /** @param narrow whether the window is so narrow that the rail folds by itself in every view */
  readonly setRailOpen: (open: boolean, narrow: boolean) => void;
}

export const createPreferencesSlice: Slice<PreferencesSlice> = (set) => ({
  view: 'playground',
  theme: 'system',
  logLoss: false,
  trainingSmoothing: 0.6,
  shortcutsEnabled: true,
  helpOpen: false,
  railFolded: false,
  railOpenedIn: null,
  setView: (view) => set({ view }),
  setTheme: (theme) => set({ theme }),
  setLogLoss: (logLoss) => set({ logLoss }),
  setTrainingSmoothing: (trainingSmoothing) => set({ trainingSmoothing }),
  setShortcutsEnabled: (shortcutsEnabled) => set({ shortcutsEnabled }),
  setHelpOpen: (helpOpen) => set({ helpOpen }),
  setRailOpen: (open, narrow) =>
    set(({ view }) => (railFoldsByItself(view, narrow) ? { railOpenedIn: open ? view : null } : { railFolded: !open })),
});

function railFoldsByItself(view: View, narrow: boolean): boolean {
  return narrow || viewsWithoutPrompts.has(view);
}

/** Whether the rail of prompts stands open in the view that is shown. @param narrow as for `setRailOpen` */
export function isRailOpen(
  { view, railFolded, railOpenedIn }: Pick<PreferencesSlice, 'view' | 'railFolded' | 'railOpenedIn'>,
  narrow: boolean,
): boolean {
  return railFoldsByItself(view, narrow) ? railOpenedIn === view : !railFolded;
}
