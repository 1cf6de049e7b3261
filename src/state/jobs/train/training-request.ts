import { trainingConfig, type TrainingConfig } from '../../../method/training-config';
import { trainingDomains } from '../../../method/training-domains';
import { trainingParameters, trainingPresets } from '../../../method/training-presets';
import type { TrainingParameters } from '../../../method/training-settings';
import type { Learned } from '../../../augmentation/methods/method';
import type { FreshStart, Validation } from '../../../engine/engine';
import { detectorNameOfRun } from '../../../runs/records/run-identity';
import type { UnfinishedTraining } from '../../../runs/unfinished/unfinished-training';
import { chosenPart } from '../../settings/data-choices';
import type { State } from '../../store/store';
import { chosenMethod } from './training-method';

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

/** How often, and on how many images of the source, a detector is tested while it is trained: to see overfitting, for about a twentieth of the time. */
export function trainingValidation({ steps, imagesPerStep }: TrainingConfig): Validation {
  return {
    every: Math.max(4, Math.ceil(steps / 6)),
    images: Math.min(40, Math.max(8, Math.round((steps * imagesPerStep) / 30))),
  };
}

/** The training that preset, method and parameters ask for, with what the method has learned. @param runId after which the detector is named */
export function requestWith(state: State, learned: Learned | null, runId: string): UnfinishedTraining['request'] {
  const { trainingMethod, trainingPreset, fineTuning, trainingData } = state;
  const parameters = selectTraining(state);
  const { scenes, seed, watched } = parameters;
  const oracle = parameters.domains === 'all' && !trainingData;
  const title = chosenMethod(state)?.title ?? trainingMethod;
  const data = trainingData ? `, ${trainingData.title}` : oracle ? ', all five domains' : '';
  return {
    name: detectorNameOfRun(`${trainingMethod}-${trainingPreset}-${seed}`, runId),
    title: freeTitle(`${title}, ${trainingPresets[trainingPreset].label.toLowerCase()}, seed ${seed}${data}`, state),
    start: trainingStart(state),
    config: trainingConfig(parameters, fineTuning, trainingMethod),
    scenes: (trainingData && chosenPart(state, trainingData)?.images) ?? scenes,
    ...(oracle ? { domains: trainingDomains.all } : {}),
    ...(trainingData ? { dataSet: trainingData } : watched === 'none' ? {} : { watched }),
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
