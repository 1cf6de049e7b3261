import { useMemo } from 'react';
import { trainingParameters, trainingPresets } from '../../method/training-presets';
import { detectorNamed } from '../../method/shipped-detectors';
import { curveExports } from '../../state/exports/run-exports';
import { nameCheckpointOffsets } from '../../state/files/name-checkpoint-offsets';
import { chosenMethod, loadShippedOffsets, needsOffsets, usableOffsets } from '../../state/jobs/train/training-method';
import { takeOffer, tooLong } from '../../state/jobs/train/offer-shorter-training';
import { resumeTrainingObstacle, trainingObstacle } from '../../state/jobs/obstacles';
import {
  isUnfinished,
  selectTraining,
  trainingStart,
  trainingValidation,
} from '../../state/jobs/train/training-request';
import { discardTraining } from '../../state/library/restore-training';
import { trainingRecord } from '../../state/library/session-content';
import { actions } from '../../state/actions/actions';
import { isActive } from '../../state/store/optimisation-slice';
import { type State, store, useStore } from '../../state/store/store';
import { drawOtherStepPictures } from '../../state/jobs/train/show-step-pictures';
import type { TrainingOffsets } from '../../state/store/training-slice';
import { trainingPlanText, trainingStatusText } from './training-texts';

/** The training on the page, and how it is steered. */
export function useTraining() {
  const training = useStore((state) => state.training);
  return { training, active: isActive(training.status), actions };
}

/** The detector that came out of the training on the page, as long as it is there; null for none. */
export function useTrainedDetector() {
  const detector = useStore(({ training, detectors }) =>
    training.detector !== null && detectors.some(({ name }) => name === training.detector) ? training.detector : null,
  );
  const { choosePane, setEvaluationChoice, setView } = store.getState();
  const choice = { detector: detector ?? '', testTimeOffset: null };
  return {
    detector,
    onDetect: () => {
      choosePane('right', choice);
      setView('detect');
    },
    onEvaluate: () => {
      setEvaluationChoice({ b: choice });
      setView('evaluate');
    },
  };
}

/** What can be begun, or gone on with, while no training is under way. */
export function useIdleTraining() {
  const { kept, id } = useStore((state) => state.training);
  return {
    kept,
    id,
    unfinished: useStore(isUnfinished),
    /** Why none can start; null where one can. */
    obstacle: useStore(trainingObstacle),
    /** Why the unfinished one cannot go on; null where it can. */
    resumeObstacle: useStore(resumeTrainingObstacle),
    actions,
    onDiscard: (training: string) => void discardTraining(training),
  };
}

/** How far the training is, or what the next one will be, in words. */
export function useTrainingTexts() {
  return { status: useStore(statusText), plan: useStore(planText) };
}

function statusText(state: State): string {
  return trainingStatusText(state.training, {
    ready: trainingObstacle(state) === null,
    unfinished: isUnfinished(state),
  });
}

function planText(state: State): string {
  const blocked = isUnfinished(state) ? resumeTrainingObstacle(state) : null;
  const obstacle = blocked ?? trainingObstacle(state);
  if (obstacle !== null) return obstacle;
  if (isUnfinished(state)) return '';
  const start = trainingStart(state);
  return trainingPlanText({
    steps: selectTraining(state).steps,
    from: start.kind === 'detector' ? (detectorNamed(state.detectors, start.name)?.title ?? start.name) : null,
    estimate: state.trainingEstimate,
  });
}

/** Shorter trainings than the chosen one, where that takes this machine too long; null where it does not. */
export function useTrainingOffers() {
  const offers = useStore((state) => state.trainingOffers);
  const seconds = useStore(({ trainingEstimate: estimate }) =>
    estimate === null || estimate === 'measuring' ? 0 : estimate.seconds,
  );
  return { seconds: seconds > tooLong ? seconds : null, offers, onTake: takeOffer };
}

/** What the charts draw. */
export function useTrainingCharts() {
  const { curve, validation, total, done, config, watched } = useStore((state) => state.training);
  return {
    curve,
    validation,
    total,
    done,
    /** The domain whose AP is drawn beside the source's; null for none. */
    watched,
    /** So many images a validation takes; null where there is no training. */
    validationImages: config ? trainingValidation(config).images : null,
    logarithmic: useStore((state) => state.logLoss),
    smoothing: useStore((state) => state.trainingSmoothing),
  };
}

/** The curves as files. @param drawn what the figure shows */
export function useTrainingExports(drawn: Parameters<typeof curveExports>[0]['drawn']) {
  const logarithmic = useStore((state) => state.logLoss);
  const record = () => trainingRecord(store.getState());
  return {
    items: curveExports({ record, drawn, yLabel: 'Loss', logarithmic }),
    started: useStore(({ training }) => training.done > 0 && training.request !== null),
  };
}

/** The next training in a few words, and the way to its view. */
export function useTrainStrip() {
  return {
    method: useStore((state) => chosenMethod(state)?.title),
    preset: useStore((state) => trainingPresets[state.trainingPreset].label),
    /** Whether a new training is what comes next. */
    open: useStore((state) => !isActive(state.training.status) && !isUnfinished(state)),
    onShowView: () => store.getState().setView('train'),
  };
}

/** Images of the training under way, or of the next one, as its steps see them. */
export function useStepPictures() {
  const { pictures, problem } = useStore((state) => state.stepPictures);
  return {
    pictures,
    problem: problem?.message ?? null,
    /** Whether they are of the training under way. */
    training: useStore((state) => isActive(state.training.status)),
    /** Of the steps, those that are augmented. */
    share: useStore(augmentedShare),
    onAnother: drawOtherStepPictures,
  };
}

function augmentedShare(state: State): string {
  const { status, request } = state.training;
  const { augmentationProbability } = isActive(status) && request ? request.config : selectTraining(state);
  return `${Number((augmentationProbability * 100).toPrecision(3))} %`;
}

/** The methods of the model, and the chosen one. */
export function useMethods() {
  return {
    methods: useStore((state) => state.model.info?.methods),
    chosen: useStore((state) => state.trainingMethod),
    onChoose: store.getState().setTrainingMethod,
  };
}

/** Where the next training starts. */
export function usePreset() {
  return {
    preset: useStore((state) => state.trainingPreset),
    /** What it starts from in place of the preset's start; null where nothing was chosen. */
    from: useStore((state) => state.trainingFrom),
    /** Whether it starts at CLIP itself. */
    fromClip: useStore((state) => state.model.info !== null && trainingStart(state).kind === 'clip'),
    onChoose: store.getState().setTrainingPreset,
  };
}

/** Every parameter of the next training. */
export function useTrainForm() {
  const preset = useStore((state) => state.trainingPreset);
  const changed = useStore((state) => state.changedTraining);
  const { setTrainingParameter, resetTrainingParameter, setFineTuning, setTrainingData } = store.getState();
  return {
    preset,
    values: useMemo(() => trainingParameters(preset, changed), [preset, changed]),
    fineTuning: useStore((state) => state.fineTuning),
    data: useStore((state) => state.trainingData),
    onChange: setTrainingParameter,
    onReset: resetTrainingParameter,
    onFineTuning: setFineTuning,
    onData: setTrainingData,
  };
}

/** The offsets that the chosen method takes; null where it takes none. */
export function useOffsetsNote() {
  const method = useStore(chosenMethod);
  const offsets = useStore(usableOffsets);
  const taken = useStore(takenOffsets);
  const origin = useStore((state) => state.run.origin);
  const canShip = useStore((state) => (state.model.info?.offsets.length ?? 0) > 0);
  const own = useStore(({ run, model }) => run.offsets !== null && run.provenance?.modelHash === model.info?.hash);
  if (!method || !needsOffsets(method)) return null;
  const { setView, setTrainingOffsets, replacePrompts } = store.getState();
  return {
    targetPrompts: offsets?.targetPrompts ?? null,
    /** Shipped ones or a checkpoint's; null takes those of the run. */
    taken,
    origin,
    /** Whether the model ships some. */
    canShip,
    /** Whether the run has some for this model. */
    own,
    /** The prompts that the method is meant for; null where any will do. */
    suggested: method.suggestedPrompts,
    onOptimise: () => setView('optimise'),
    onTakeShipped: () => void loadShippedOffsets(),
    onTakeOwn: () => setTrainingOffsets(null),
    onTakePrompts: (targetPrompts: readonly string[]) => {
      replacePrompts({ sourcePrompt: store.getState().sourcePrompt, targetPrompts });
      setView('optimise');
    },
    onName: nameCheckpointOffsets,
  };
}

function takenOffsets({ trainingOffsets, model }: State): TrainingOffsets | null {
  return trainingOffsets?.modelHash === model.info?.hash ? trainingOffsets : null;
}
