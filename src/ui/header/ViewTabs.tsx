import { views, type View } from '../../state/store/preferences-slice';
import { store, useStore } from '../../state/store/store';

const labels: Readonly<Record<View, string>> = {
  playground: 'Playground',
  optimise: 'Optimise',
  train: 'Train',
  detect: 'Detect',
  evaluate: 'Evaluate',
  explain: 'Explain',
  results: 'Results',
  runs: 'Runs',
};

export function ViewTabs() {
  const current = useStore((state) => state.view);
  const { setView } = store.getState();
  return (
    <nav className="view-tabs" aria-label="Views">
      {views.map((view, i) => (
        <button
          key={view}
          type="button"
          aria-current={view === current ? 'page' : undefined}
          title={`${labels[view]} (${i + 1})`}
          onClick={() => setView(view)}
        >
          {labels[view]}
        </button>
      ))}
    </nav>
  );
}
