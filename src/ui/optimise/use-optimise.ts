import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { readValues, suggestedValues, type SweptSetting } from '../../method/sweep';
import { promptsChanged } from '../../analysis/prompts/prompts-changed';
import { resumeRunObstacle, runObstacle } from '../../state/jobs/obstacles';
import { stopRun } from '../../state/jobs/run-optimisation';
import { sweepOptimisation } from '../../state/jobs/sweep-optimisation';
import { discardOptimisation } from '../../state/library/restore-optimisation';
import { actions, runLabel } from '../../state/actions/actions';
import { isActive, isInterrupted } from '../../state/store/optimisation-slice';
import { selectDefaults, selectOptimisationPreset, selectParameters } from '../../state/store/parameters-slice';
import { store, type State, useStore } from '../../state/store/store';
import { optimisationPlanText } from './optimisation-texts';

/** The run on the page, and how its curve is drawn. */
export function useOptimisation() {
  const run = useStore((state) => state.run);
  return {
    run,
    active: isActive(run.status),
    interrupted: isInterrupted(run),
    /** Whether the prompts are no longer those of the run. */
    stale: useStore(promptsChangedSinceRun),
    logarithmic: useStore((state) => state.logLoss),
    onLogarithmic: store.getState().setLogLoss,
  };
}

function promptsChangedSinceRun({ run: { config }, sourcePrompt, targets }: State): boolean {
  return config !== null && promptsChanged(config, { sourcePrompt, targetPrompts: targets.map(({ text }) => text) });
}

/** What can be done with the run on the page, and what keeps another one from starting. */
export function useRunControls() {
  const { status, id, kept } = useStore((state) => state.run);
  return {
    status,
    id,
    kept,
    active: isActive(status),
    interrupted: useStore((state) => isInterrupted(state.run)),
    label: useStore(runLabel),
    /** Why none can start; null where one can. */
    obstacle: useStore(runObstacle),
    /** Why the interrupted one cannot go on; null where it can. */
    resumeObstacle: useStore(resumeRunObstacle),
    actions,
    onStop: stopRun,
    onDiscard: (run: string) => void discardOptimisation(run),
  };
}

/** The next run in words, or why there can be none. */
export function useRunPlan(): string {
  return useStore(planText);
}

function planText(state: State): string {
  return (
    runObstacle(state) ??
    optimisationPlanText({
      iterations: selectParameters(state).iterations,
      targets: state.targets.length,
      estimate: state.runEstimate,
      memory: state.model.info?.memory.optimisation,
    })
  );
}

/** What the table of target prompts is made from; the curve grows outside React. */
export function useTargetLosses() {
  return {
    curve: useStore((state) => state.run.curve),
    targetPrompts: useStore((state) => state.run.config?.targetPrompts ?? null),
    pooled: useStore((state) => state.run.pooled),
  };
}

/** The offsets of the run on the page, as far as pictures need them; null until there are some. */
export function usePooledOffsets() {
  return useStore((state) => state.run.pooled);
}

/** The parameters of the next run, with what they are by default. */
export function useParameters() {
  const { setParameter, resetParameter, setOptimisationData } = store.getState();
  return {
    values: useStore(useShallow(selectParameters)),
    defaults: useStore(useShallow(selectDefaults)),
    /** Whether the defaults are those of a loaded model. */
    modelIsThere: useStore((state) => state.model.info !== null),
    batchNormFolded: useStore((state) => state.model.info?.batchNormFolded ?? false),
    /** Whether a run is under way, which what is set now does not change. */
    running: useStore((state) => isActive(state.run.status)),
    data: useStore((state) => state.optimisationData),
    setParameter,
    resetParameter,
    setOptimisationData,
  };
}

/** The preset that the parameters are; null where there is no choice. */
export function useOptimisationPreset() {
  return { current: useStore(selectOptimisationPreset), onChoose: store.getState().setOptimisationPreset };
}

/** What the form of a comparison says, and what keeps it from being run. */
export function useSweepForm() {
  const setting = useStore((state) => state.sweptSetting);
  const typed = useStore((state) => state.sweptValues);
  const suggested = useStore((state) => suggestedValues(setting, selectParameters(state)[setting]).join(', '));
  const obstacle = useStore(runObstacle);
  const text = typed ?? suggested;
  const read = readValues(setting, text);
  const { setSweptSetting, setSweptValues } = store.getState();
  return {
    setting,
    text,
    isSuggested: typed === null,
    /** How many runs it would be; null where the text names no values. */
    count: read.kind === 'values' ? read.values.length : null,
    problem: read.kind === 'problem' ? read.problem : null,
    obstacle,
    active: useStore((state) => state.sweep?.active ?? false),
    onSetting: (next: SweptSetting) => setSweptSetting(next),
    onText: (next: string | null) => setSweptValues(next),
    onRun: () => {
      if (read.kind === 'values') void sweepOptimisation(setting, read.values);
    },
  };
}

/** The comparison on the page, with those of its runs that are kept; null before there is one. */
export function useSweep() {
  const sweep = useStore((state) => state.sweep);
  const runs = useStore((state) => state.runs);
  const entries = useMemo(
    () =>
      (sweep?.runs ?? []).flatMap((id, index) => {
        const entry = runs.find(({ head }) => head.id === id);
        return entry ? [{ entry, value: sweep!.values[index]! }] : [];
      }),
    [sweep, runs],
  );
  if (sweep === null) return null;
  const { selectRuns, setView } = store.getState();
  return {
    sweep,
    entries,
    onShowInRuns: () => {
      selectRuns(sweep.runs);
      setView('runs');
    },
  };
}

/** How the record of a run is read, and the files that are made of the chart. */
export { loadRun } from '../../state/library/kept-runs';
export { figureExports } from '../../state/exports/figure-exports';
