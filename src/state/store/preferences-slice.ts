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
  readonly setView: (view: View) => void;
  readonly setTheme: (theme: Theme) => void;
  readonly setLogLoss: (logLoss: boolean) => void;
  readonly setTrainingSmoothing: (weight: number) => void;
  readonly setShortcutsEnabled: (enabled: boolean) => void;
  readonly setHelpOpen: (open: boolean) => void;
}

export const createPreferencesSlice: Slice<PreferencesSlice> = (set) => ({
  view: 'playground',
  theme: 'system',
  logLoss: false,
  trainingSmoothing: 0.6,
  shortcutsEnabled: true,
  helpOpen: false,
  setView: (view) => set({ view }),
  setTheme: (theme) => set({ theme }),
  setLogLoss: (logLoss) => set({ logLoss }),
  setTrainingSmoothing: (trainingSmoothing) => set({ trainingSmoothing }),
  setShortcutsEnabled: (shortcutsEnabled) => set({ shortcutsEnabled }),
  setHelpOpen: (helpOpen) => set({ helpOpen }),
});
