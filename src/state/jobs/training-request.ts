import { trainingConfig, type TrainingConfig } from '../../method/training-config';
import { trainingParameters, trainingPresets } from '../../method/training-presets';
import type { TrainingParameters } from '../../method/training-settings';
import type { Learned } from '../../augmentation/methods/method';
import type { FreshStart, TrainingRequest, Validation } from '../../engine/engine';
import { detectorNameOfRun } from '../../runs/records/run-identity';
import type { UnfinishedTraining } from '../../runs/unfinished/unfinished-training';
import { chosenPart, dataObstacle } from '../settings/data-choices';
import { isActive } from '../store/optimisation-slice';
import type { State } from '../store/store';
import { chosenMethod, learnsAtStart, methodObstacle, usableOffsets } from './training-method';
import { draftProblem } from '../store/field-drafts-slice';

/** The parameters of the next training. */
export function selectTraining(state: State): TrainingParameters {
  return trainingParameters(state.trainingPreset, state.changedTraining);
}

/** What training continues from. Where nothing was chosen: the shipped baseline where the preset says so and the model has one, else CLIP itself. */
export function trainingStart({
  trainingPreset,
  trainingFrom,
  model,
}: Pick<State, 'trainingPreset' | 'trainingFrom' | 'model'>): FreshStart {
  if (trainingFrom === 'clip' || trainingFrom === 'scratch') return { kind: trainingFrom };
  if (trainingFrom !== null) return { kind: 'detector', name: trainingFrom };
  // CLIP alone is a detector of every model, without weights of its own.
  const shipped = model.info?.detectors.filter(({ zeroShot }) => zeroShot === undefined) ?? [];
  const baseline = shipped.find(({ name }) => /baseline|plain/iu.test(name)) ?? shipped[0];
  return trainingPresets[trainingPreset].from === 'detector' && baseline
    ? { kind: 'detector', name: baseline.name }
    : { kind: 'clip' };
}

/** Why no training can start; null where one can. */
export function trainingObstacle(state: State): string | null {
  return (
    engineObstacle(state) ??
    draftProblem(state, 'train', selectTraining(state)) ??
    startObstacle(state) ??
    dataObstacle(state, state.trainingData) ??
    methodObstacle(state)
  );
}

/** Why training cannot start from what was chosen; null where it can. */
function startObstacle(state: State): string | null {
  const start = trainingStart(state);
  if (state.trainingFrom === null || start.kind !== 'detector') return null;
  const detector = state.detectors.find(({ name }) => name === start.name);
  if (detector && detector.zeroShot === undefined) return null;
  return `Training is to start from the detector “${start.name}”, which is not here. Open it, or choose a preset to start elsewhere.`;
}

/** How often, and on how many images of the source, a detector is tested while it is trained: to see overfitting, for about a twentieth of the time. */
export function trainingValidation({ steps, imagesPerStep }: TrainingConfig): Validation {
  return {
    every: Math.max(4, Math.ceil(steps / 6)),
    images: Math.min(40, Math.max(8, Math.round((steps * imagesPerStep) / 30))),
  };
}

function engineObstacle(state: State): string | null {
  if (!state.model.info) return 'The model is not loaded yet.';
  if (isActive(state.run.status)) return 'Offsets are still being optimised. Wait for the run, or stop it.';
  if (state.evaluationProgress) return 'A detector is being evaluated. Wait for it, or cancel it.';
  return null;
}

/** What would be trained now; null while that cannot be said. What is learned when it starts, as the oracle's shifts, is not there yet. */
export function trainingRequest(state: State): TrainingRequest | null {
  const method = chosenMethod(state);
  const obstacle = startObstacle(state) ?? methodObstacle(state) ?? dataObstacle(state, state.trainingData);
  if (!method || obstacle !== null || learnsAtStart(method)) return null;
  const offsets = method.learns === null ? null : usableOffsets(state);
  return requestWith(state, offsets === null ? null : { kind: 'offsets', offsets }, 'next');
}

/** The training that preset, method and parameters ask for, with what the method has learned. @param runId after which the detector is named */
export function requestWith(state: State, learned: Learned | null, runId: string): UnfinishedTraining['request'] {
  const { trainingMethod, trainingPreset, fineTuning, trainingData } = state;
  const parameters = selectTraining(state);
  const { scenes, seed } = parameters;
  const title = chosenMethod(state)?.title ?? trainingMethod;
  const data = trainingData ? `, ${trainingData.title}` : '';
  return {
    name: detectorNameOfRun(`${trainingMethod}-${trainingPreset}-${seed}`, runId),
    title: freeTitle(`${title}, ${trainingPresets[trainingPreset].label.toLowerCase()}, seed ${seed}${data}`, state),
    start: trainingStart(state),
    config: trainingConfig(parameters, fineTuning, trainingMethod),
    scenes: (trainingData && chosenPart(state, trainingData)?.images) ?? scenes,
    ...(trainingData ? { dataSet: trainingData } : {}),
    learned,
  };
}

/** A title that no other training and no detector of this browser shows; it is a label, by which nothing is found. */
function freeTitle(wanted: string, { detectors, storedItems, runs }: State): string {
  const taken = new Set([
    ...detectors.map(({ title }) => title),
    ...storedItems.flatMap((item) => (item.kind === 'unreadable' ? [] : [item.title])),
    ...runs.map(({ head }) => head.title),
  ]);
  for (let number = 1; ; number++) {
    const title = number === 1 ? wanted : `${wanted}, run ${number}`;
    if (!taken.has(title)) return title;
  }
}

/** Whether the training on the page was interrupted and has a checkpoint. */
export function isUnfinished({ training: { status, kept, total } }: State): boolean {
  return (status === 'stopped' || status === 'failed') && kept !== null && kept.steps < total;
}

/** Why the unfinished training cannot go on now; null where it can. */
export function resumeObstacle(state: State): string | null {
  const obstacle = engineObstacle(state);
  if (obstacle) return obstacle;
  const { provenance, request } = state.training;
  if (provenance?.modelHash !== state.model.info?.hash)
    return `It was begun with another model, ${provenance?.modelName ?? 'unknown'}. Load that to go on.`;
  const data = dataObstacle(state, request?.dataSet ?? null);
  if (data) return data;
  const from = request?.start.kind === 'detector' ? request.start.name : null;
  if (from !== null && !state.detectors.some(({ name }) => name === from))
    return `It was begun from the detector “${from}”, which is not here.`;
  return null;
}
