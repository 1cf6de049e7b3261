import { useMemo } from 'react';
import { orderedWords } from '../../analysis/prompts/candidate-words';
import { unseenWords } from '../../analysis/prompts/unseen-words';
import { compareShifts } from '../../analysis/embedding/shift-comparison';
import type { PlaneAxesName, PlaneChoice } from '../../analysis/embedding/plane-choice';
import { embeddingObstacle } from '../../state/jobs/explain/embed-scenes';
import { batchNormObstacle, stepObstacle, stepSetting } from '../../state/jobs/explain/explain-steps';
import { explainedOffsets, showRunOffsets, showShippedOffsets } from '../../state/jobs/explain/explained-offsets';
import { conditionsToMeasure } from '../../state/jobs/explain/measure-shifts';
import { explainJobObstacle, explainObstacle, shiftObstacle } from '../../state/jobs/obstacles';
import { candidateWords } from '../../state/jobs/explain/word-funnel';
import { ofModel, type ExplainKind, type OfModel, type StepChoice } from '../../state/store/explain-slice';
import { isActive } from '../../state/store/optimisation-slice';
import { store, useStore } from '../../state/store/store';

/** What the panels start, what words become, and the files that are made of results. */
export { explainActions } from '../../state/jobs/explain/explain-actions';
export { addWord, addWordPrompts, anchorWord, paperWords } from '../../state/jobs/explain/word-funnel';
export { comparisonExports, orderExports, planeExports, shiftExports } from '../../state/exports/explain-exports';
export { cropPlaces, type CropPlace } from '../../state/store/explain-slice';

/** The offsets that this view looks at, null for none, and what else there is to look at. */
export function useOffsetsChoice() {
  return {
    offsets: useStore(explainedOffsets),
    /** Name of the shipped ones in view; null for those of the run. */
    shipped: useStore((state) => state.shippedOffsets?.value.name ?? null),
    names: useStore((state) => state.model.info?.offsets ?? noNames),
    hasRun: useStore((state) => state.run.pooled !== null),
    onShipped: (name: string) => void showShippedOffsets(name),
    onRun: showRunOffsets,
  };
}

const noNames: readonly string[] = [];

/** The offsets in view beside the measured shifts of the loaded model; null where there are none. */
export function useOffsetsAndShifts() {
  return {
    offsets: useStore(explainedOffsets),
    measured: useStore((state) => ofModel(state.model.info, state.measuredShifts)),
  };
}

/** Everything that was compared with the measured shifts; null before they are measured. */
export function useShiftComparison() {
  const measured = useStore((state) => ofModel(state.model.info, state.measuredShifts));
  const movers = useStore((state) => ofModel(state.model.info, state.shiftMovers));
  const compared = useMemo(() => measured && movers && compareShifts(measured, movers), [measured, movers]);
  return {
    compared,
    scenes: measured?.scenes ?? 0,
    hasDictionary: useStore((state) => state.photometrics.dictionary !== null),
  };
}

/** How true shifts are measured and compared. */
export function useShiftSettings() {
  return {
    scenes: useStore((state) => state.shiftScenes),
    all: useStore((state) => state.shiftsOfAll),
    apart: useStore((state) => state.shiftsApart),
    /** Conditions that would be measured. */
    count: useStore((state) => conditionsToMeasure(state).length),
    obstacle: useStore(shiftObstacle),
    onChange: store.getState().setExplain,
  };
}

/** What a computation of a panel is at, and why it cannot begin beside what the panel knows. */
export function useExplainWork(kind: ExplainKind) {
  return {
    work: useStore((state) => (state.explainWork?.kind === kind ? state.explainWork : null)),
    busy: useStore(kind === 'shifts' ? explainJobObstacle : explainObstacle),
  };
}

/** Where a panel's result comes from; null where it was computed just now, or there is none of the loaded model. */
export function useExplainOrigin(kind: ExplainKind) {
  return useStore((state) => {
    const { info } = state.model;
    const results: Readonly<Record<ExplainKind, OfModel<unknown> | null>> = {
      shifts: state.measuredShifts,
      step: state.stepTrail,
      'batch-norm': state.batchNormComparison,
      embeddings: state.embeddedScenes,
      words: state.wordFunnel,
    };
    const origin = state.explainOrigins[kind] ?? 'live';
    return origin === 'live' || ofModel(info, results[kind]) === null ? null : origin;
  });
}

/** The iterations in slow motion, and why none can begin. */
export function useStepTrail() {
  return {
    trail: useStore((state) => ofModel(state.model.info, state.stepTrail)),
    obstacle: useStore(stepObstacle),
    /** Why no further one can be computed. */
    busy: useStore(explainObstacle),
  };
}

/** The sub-step that is shown, and whether they follow each other. @param count how many there are */
export function useStepStage(count: number) {
  const { setExplain } = store.getState();
  return {
    at: useStore((state) => Math.min(state.stepStage, count - 1)),
    plays: useStore((state) => state.stepPlays),
    /** Whoever chooses a sub-step looks at it for as long as they like. */
    onStage: (stepStage: number) => setExplain({ stepStage, stepPlays: false }),
    /** From the beginning where the end is reached. */
    onPlay: (stepPlays: boolean) => {
      const { stepStage } = store.getState();
      setExplain({ stepPlays, stepStage: stepPlays && stepStage >= count - 1 ? 0 : stepStage });
    },
    onTick: () => {
      const stepStage = Math.min(count - 1, store.getState().stepStage + 1);
      setExplain({ stepStage, stepPlays: stepStage < count - 1 });
    },
  };
}

/** Prompt, protocol and crop of the next step. */
export function useStepChoice() {
  const choice = useStore((state) => state.stepChoice);
  return {
    choice,
    targets: useStore((state) => state.targets),
    prompt: useStore((state) => stepSetting(state).targetPrompt),
    /** Whether the model's batch norm is folded, so that it cannot run as released. */
    folded: useStore((state) => state.model.info?.batchNormFolded ?? false),
    onChange: (change: Partial<StepChoice>) => store.getState().setExplain({ stepChoice: { ...choice, ...change } }),
  };
}

/** What batch statistics do to a gradient; null until it is compared. */
export function useBatchNorm() {
  return {
    comparison: useStore((state) => ofModel(state.model.info, state.batchNormComparison)),
    obstacle: useStore(batchNormObstacle),
    folded: useStore((state) => state.model.info?.batchNormFolded ?? false),
  };
}

/** The embedded streets; null until there are some. */
export function useEmbeddedScenes() {
  return useStore((state) => ofModel(state.model.info, state.embeddedScenes));
}

/** How streets are embedded. */
export function useEmbeddingSettings() {
  return {
    count: useStore((state) => state.embeddedCount),
    follow: useStore((state) => state.followRun),
    shipped: useStore((state) => state.shippedOffsets !== null),
    running: useStore((state) => isActive(state.run.status)),
    obstacle: useStore(embeddingObstacle),
    onChange: store.getState().setExplain,
  };
}

/** How the plane is looked at. */
export function usePlaneChoice() {
  return {
    axes: useStore((state) => state.planeAxes),
    choice: useStore((state) => state.planeChoice),
    onAxes: (planeAxes: PlaneAxesName) => store.getState().setExplain({ planeAxes }),
    onChange: (part: Partial<PlaneChoice>) =>
      store.getState().setExplain({ planeChoice: { ...store.getState().planeChoice, ...part } }),
  };
}

/** The candidate words, known ones first, the closest to the anchor before others. */
export function useCandidateWords() {
  const funnel = useStore((state) => ofModel(state.model.info, state.wordFunnel));
  const ownWords = useStore((state) => state.ownWords);
  const vocabulary = useStore((state) => state.model.info?.vocabulary ?? null);
  const words = useMemo(() => {
    const known = vocabulary && new Set(vocabulary);
    return orderedWords(
      candidateWords({ ownWords }).map((word) => ({
        word,
        similarity: funnel?.similarity.get(word) ?? Number.NaN,
        unknown: known ? unseenWords(word, known).length > 0 : false,
      })),
    );
  }, [funnel, ownWords, vocabulary]);
  return { words, compared: funnel !== null, vocabularyKnown: vocabulary !== null };
}
