import { useEffect } from 'react';
import type { View } from '../state/preferences-slice';
import { bindShortcuts } from '../state/shortcuts';
import { useStore } from '../state/store';
import { DataDialog } from './data-sets/DataDialog';
import { FileIntake } from './common/FileIntake';
import { Toasts } from './common/Toasts';
import { Banners } from './header/Banners';
import { Header } from './header/Header';
import { HelpDialog } from './help/HelpDialog';
import { PromptsRail } from './prompts/PromptsRail';
import { TrainView } from './views/TrainView';
import { DetectView } from './views/DetectView';
import { EvaluateView } from './views/EvaluateView';
import { ExplainView } from './views/ExplainView';
import { OptimiseView } from './views/OptimiseView';
import { PlaygroundView } from './views/PlaygroundView';
import { ResultsView } from './views/ResultsView';
import { RunsView } from './views/RunsView';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/shell.css';
import './styles/prompts.css';
import './styles/optimise.css';
import './styles/detect.css';
import './styles/evaluate.css';
import './styles/train.css';
import './styles/explain.css';
import './styles/runs.css';
import './styles/data.css';
import './styles/overlays.css';

const views: Readonly<Record<View, () => React.ReactNode>> = {
  playground: PlaygroundView,
  optimise: OptimiseView,
  train: TrainView,
  detect: DetectView,
  evaluate: EvaluateView,
  explain: ExplainView,
  results: ResultsView,
  runs: RunsView,
};

export function App() {
  const view = useStore((state) => state.view);
  const CurrentView = views[view];
  useEffect(() => bindShortcuts(window), []);
  return (
    <div className="app">
      <Header />
      <Banners />
      <PromptsRail />
      <main key={view} className="main">
        <CurrentView />
      </main>
      <Toasts />
      <FileIntake />
      <HelpDialog />
      <DataDialog />
    </div>
  );
}
