import type { ComponentType } from 'react';
import type { View } from '../../state/store/preferences-slice';
import { DetectView } from './DetectView';
import { fetchMethodText } from '../help/later-method-text';
import { fetchTour } from '../tour/later-tour';
import { laterView } from '../common/later-view';
import { OptimiseView } from './OptimiseView';
import { PlaygroundView } from './PlaygroundView';

/** Views that share little with the first screen, each in a chunk of its own. */
const later = {
  train: laterView(async () => (await import('./TrainView')).TrainView),
  evaluate: laterView(async () => (await import('./EvaluateView')).EvaluateView),
  explain: laterView(async () => (await import('./ExplainView')).ExplainView),
  results: laterView(async () => (await import('./ResultsView')).ResultsView),
  runs: laterView(async () => (await import('./RunsView')).RunsView),
};

/** The component of each view. */
export const viewComponents: Readonly<Record<View, ComponentType>> = {
  playground: PlaygroundView,
  optimise: OptimiseView,
  detect: DetectView,
  train: later.train.Component,
  evaluate: later.evaluate.Component,
  explain: later.explain.Component,
  results: later.results.Component,
  runs: later.runs.Component,
};

/** Fetches the later views ahead, so that none waits when it is opened. What fails is asked for again then. */
export function fetchLaterViews(): void {
  for (const view of Object.values(later)) view.fetch().catch(() => undefined);
  fetchTour().catch(() => undefined);
  fetchMethodText().catch(() => undefined);
}
