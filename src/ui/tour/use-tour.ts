import { useEffect, useState } from 'react';
import { ablationEffects, benchmarkEffects, effectsText } from '../../analysis/results/method-effects';
import type { ForestRow } from '../../runs/figures/forest-figure';
import { readTour, type TourRecords } from '../../state/tour/read-tour';
import { store, useStore } from '../../state/store/store';

export { defaultPictureStrength } from '../../state/store/panes/pictures-slice';
export { tourStations } from '../../state/store/tour-slice';
export { builtinScene } from '../../state/files/scene-images';

/** Where the tour is, and how it goes on. */
export function useTour() {
  const { setTour, moveTour } = store.getState();
  return {
    station: useStore((state) => state.tour) ?? 'question',
    onMove: moveTour,
    onStation: setTour,
    onClose: () => setTour(null),
  };
}

/** What was recorded; null until it is read. All of it is fetched when the tour opens. */
export function useTourRecords(): TourRecords | null {
  const [records, setRecords] = useState<TourRecords | null>(null);
  useEffect(() => {
    let left = false;
    void store.getState().readRecordedTables();
    void readTour().then((read) => {
      if (!left) setRecords(read);
    });
    return () => {
      left = true;
    };
  }, []);
  return records;
}

/** The table that the tour ends with: the longer budget's as soon as it has runs, before that the ablation's. Null until one is read. */
export function useTourTable(): {
  readonly rows: readonly ForestRow[];
  readonly conclusion: string;
  readonly steps: number;
} | null {
  const benchmark = useStore((state) => state.benchmark);
  const ablation = useStore((state) => state.ablation);
  if (benchmark.kind === 'ready' && benchmark.results.protocol !== null) {
    const { conclusion, protocol } = benchmark.results;
    return { rows: benchmarkEffects(benchmark.results), conclusion, steps: protocol.steps };
  }
  if (ablation.kind !== 'ready') return null;
  const rows = ablationEffects(ablation.results);
  const steps = ablation.results.rows.find(({ runs }) => runs.length > 0)?.runs[0]?.steps ?? 0;
  return { rows, conclusion: effectsText(rows), steps };
}

/** Opens the view of results in place of the tour. */
export function showResults(): void {
  const { setTour, setView } = store.getState();
  setTour(null);
  setView('results');
}
