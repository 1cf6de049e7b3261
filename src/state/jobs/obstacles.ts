import type { EvaluationSource } from '../../engine/engine';
import { detectorNamed } from '../../method/shipped-detectors';
import { promptProblem } from '../settings/prompt-problems';
import { dataObstacle } from '../settings/data-choices';
import type { ExplainKind } from '../store/explain-slice';
import { draftProblem } from '../store/field-drafts-slice';
import { selectModelReady } from '../store/model-slice';
import { isActive } from '../store/optimisation-slice';
import { selectParameters } from '../store/parameters-slice';
import type { State } from '../store/store';
import { methodObstacle } from './train/training-method';
import { selectTraining, trainingStart } from './train/training-request';

/** The jobs of the engine, of which there is one at a time. */
export type JobKind = 'optimisation' | 'training' | 'evaluation' | 'shifts' | 'dictionary';

const jobTexts: Readonly<Record<JobKind, string>> = {
  optimisation: 'Offsets are being optimised. Wait for the run, or stop it.',
  training: 'A detector is being trained. Wait for it, or stop it.',
  evaluation: 'Detectors are being evaluated. Wait for it, or cancel it.',
  shifts: 'True shifts are being measured. Wait for it, or cancel it.',
  dictionary: 'Photometric transforms are being measured. Wait for it, or cancel it.',
};

const noModel = 'The model is not loaded yet.';

/** The job that holds the engine; null where none does. */
export function jobUnderWay({ run, training, evaluationProgress, explainWork, photometrics }: State): JobKind | null {
  if (isActive(run.status)) return 'optimisation';
  if (isActive(training.status)) return 'training';
  if (evaluationProgress) return 'evaluation';
  if (photometrics.status === 'measuring') return 'dictionary';
  return explainWork?.kind === 'shifts' ? 'shifts' : null;
}

/** Whether nothing keeps the engine from short work that nobody waits for. */
export function engineIdle(state: State): boolean {
  return selectModelReady(state) && !state.backendBusy && jobUnderWay(state) === null;
}

/** Which job is in the way of something else, in a sentence; null where none is. @param wanted a job, which is not in its own way */
export function jobObstacle(state: State, wanted: JobKind | null = null): string | null {
  const job = jobUnderWay(state);
  return job === null || job === wanted ? null : jobTexts[job];
}

/** Why the engine is not free for a job; null where it is. */
function engineObstacle(state: State, wanted: JobKind): string | null {
  return state.model.info ? jobObstacle(state, wanted) : noModel;
}

/** Why a run of another model cannot go on with this one; null where it can. */
function modelObstacle({ model }: State, begun: State['run']['provenance']): string | null {
  if (!model.info) return noModel;
  if (begun?.modelHash === model.info.hash) return null;
  return `It was begun with another model, ${begun?.modelName ?? 'unknown'}. Load that to go on.`;
}

/** Why no optimisation can start; null where one can. */
export function runObstacle(state: State): string | null {
  const obstacle =
    engineObstacle(state, 'optimisation') ??
    draftProblem(state, 'optimise', selectParameters(state)) ??
    dataObstacle(state, state.optimisationData);
  if (obstacle) return obstacle;
  if (promptProblem(state.sourcePrompt)) return 'The source prompt needs your attention.';
  if (state.targets.length === 0) return 'Add at least one target prompt.';
  if (state.targets.some(({ text }) => promptProblem(text))) return 'A target prompt needs your attention.';
  return null;
}

/** Why the unfinished optimisation on the page cannot go on now; null where it can. */
export function resumeRunObstacle(state: State): string | null {
  return modelObstacle(state, state.run.provenance) ?? engineObstacle(state, 'optimisation');
}

/** Why no photometric transforms can be measured; null where they can. */
export function dictionaryObstacle(state: State): string | null {
  if (!selectModelReady(state)) return noModel;
  if (state.backendBusy) return 'The backend is changing.';
  return jobObstacle(state) ?? dataObstacle(state, state.optimisationData);
}

/** Why no training can start; null where one can. */
export function trainingObstacle(state: State): string | null {
  return (
    engineObstacle(state, 'training') ??
    draftProblem(state, 'train', selectTraining(state)) ??
    trainingChoiceObstacle(state)
  );
}

/** What of the choices keeps a training from being made; null where nothing does. */
export function trainingChoiceObstacle(state: State): string | null {
  return startObstacle(state) ?? dataObstacle(state, state.trainingData) ?? methodObstacle(state);
}

/** Why training cannot start from what was chosen; null where it can. */
function startObstacle(state: State): string | null {
  const start = trainingStart(state);
  if (state.trainingFrom === null || start.kind !== 'detector') return null;
  const detector = detectorNamed(state.detectors, start.name);
  if (detector && detector.zeroShot === undefined) return null;
  return `Training is to start from the detector “${start.name}”, which is not here. Open it, or choose a preset to start elsewhere.`;
}

/** Why the unfinished training on the page cannot go on now; null where it can. */
export function resumeTrainingObstacle(state: State): string | null {
  const { provenance, request } = state.training;
  const obstacle =
    engineObstacle(state, 'training') ??
    modelObstacle(state, provenance) ??
    dataObstacle(state, request?.dataSet ?? null);
  if (obstacle) return obstacle;
  const from = request?.start.kind === 'detector' ? request.start.name : null;
  if (from !== null && !detectorNamed(state.detectors, from))
    return `It was begun from the detector “${from}”, which is not here.`;
  return null;
}

/** Why no evaluation can start; null where one can. */
export function evaluationObstacle(state: State): string | null {
  const obstacle = engineObstacle(state, 'evaluation');
  if (obstacle) return obstacle;
  const { a, source } = state.evaluationChoice;
  if (!detectorNamed(state.detectors, a.detector)) return 'Choose a detector.';
  if (source.domains.length === 0) return 'Choose at least one domain.';
  return draftProblem(state, 'evaluate', { imagesPerDomain: source.imagesPerDomain }) ?? sourceObstacle(state, source);
}

/** Why images of an evaluation's source cannot be had; null where they can. */
export function sourceObstacle(state: State, source: EvaluationSource): string | null {
  if (source.kind === 'builtin') return null;
  for (const part of source.domains) {
    const obstacle = dataObstacle(state, { id: source.dataSet, title: source.title, part });
    if (obstacle) return obstacle;
  }
  return null;
}

const explainTexts: Readonly<Record<ExplainKind, string>> = {
  shifts: 'True shifts are being measured',
  step: 'A step is being computed',
  'batch-norm': 'Two steps are being computed',
  embeddings: 'Images are being embedded',
  words: 'Words are being embedded',
};

/** Why nothing can be computed in Explain; null where something can. Short work gets in between the steps of a job. */
export function explainObstacle(state: State): string | null {
  if (!selectModelReady(state)) return noModel;
  if (state.backendBusy) return 'The backend is changing.';
  if (state.explainWork) return `${explainTexts[state.explainWork.kind]}. Wait for it, or cancel it.`;
  return null;
}

/** The same for what needs the engine as a job: the measurement of true shifts. */
export function explainJobObstacle(state: State): string | null {
  return jobObstacle(state, 'shifts') ?? explainObstacle(state);
}

/** Why no shifts can be measured, beside the engine; null where they can. */
export function shiftObstacle(state: State): string | null {
  return draftProblem(state, 'explain', { shiftScenes: state.shiftScenes });
}
