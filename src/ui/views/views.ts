import { lazy, type ComponentType } from 'react';
import type { View } from '../../state/preferences-slice';
import { DetectView } from './DetectView';
import { OptimiseView } from './OptimiseView';
import { PlaygroundView } from './PlaygroundView';

/** Views that share little with the first screen, each in a chunk of its own. */
const later = {
  train: async () => ({ default: (await import('./TrainView')).TrainView }),
  evaluate: async () => ({ default: (await import('./EvaluateView')).EvaluateView }),
  explain: async () => ({ default: (await import('./ExplainView')).ExplainView }),
  results: async () => ({ default: (await import('./ResultsView')).ResultsView }),
  runs: async () => ({ default: (await import('./RunsView')).RunsView }),
};

/** The component of each view; one that comes later suspends until its chunk is there. */
export const viewComponents: Readonly<Record<View, ComponentType>> = {
  playground: PlaygroundView,
  optimise: OptimiseView,
  detect: DetectView,
  train: lazy(later.train),
  evaluate: lazy(later.evaluate),
  explain: lazy(later.explain),
  results: lazy(later.results),
  runs: lazy(later.runs),
};

/** Fetches the later views ahead, so that none waits when it is opened. What fails is asked for again then. */
export function fetchLaterViews(): void {
  for (const fetchView of Object.values(later)) fetchView().catch(() => undefined);
}
