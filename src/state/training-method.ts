import type { Learned, MethodInfo } from '../augmentation/methods/method';
import type { Offsets } from '../augmentation/offsets';
import { unseenDomains } from '../runs/benchmark-results';
import { engine } from './engine-access';
import { reportError } from './report-error';
import { type State, store } from './store';

/** Streets in source and target weather from which the oracle's shifts are measured. */
const oracleScenes = 40;

/** The method that the next training takes; undefined before the model says what there is. */
export function chosenMethod({ model, trainingMethod }: State): MethodInfo | undefined {
  return model.info?.methods.find(({ name }) => name === trainingMethod);
}

/** The offsets to train with, where they belong to the loaded model: the shipped ones where the user took them, else those of the last run. */
export function usableOffsets({ run, model, trainingOffsets }: State): Offsets | null {
  if (trainingOffsets?.modelHash === model.info?.hash) return trainingOffsets?.offsets ?? null;
  return run.provenance?.modelHash === model.info?.hash ? run.offsets : null;
}

/** Why the chosen method cannot be trained with; null where it can. */
export function methodObstacle(state: State): string | null {
  const method = chosenMethod(state);
  if (!method) return 'The model is not loaded yet.';
  if (!needsOffsets(method) || usableOffsets(state)) return null;
  return `“${method.title}” needs semantic offsets, and there are none yet.`;
}

/** Whether the method takes the offsets on the page; the oracle measures its own. */
export function needsOffsets(method: MethodInfo): boolean {
  return method.learns !== null && !method.usesTarget;
}

/** Takes the first offsets that the model ships. */
export async function loadShippedOffsets(): Promise<void> {
  const { model } = store.getState();
  const name = model.info?.offsets[0];
  if (!model.info || name === undefined) return;
  try {
    const offsets = await engine().loadOffsets(name);
    store.getState().setTrainingOffsets({ name, modelHash: model.info.hash, offsets });
  } catch (error) {
    reportError(error);
  }
}

/** What the method must have learned: the offsets on the page, or the true shifts, which are measured now. */
export async function learnedFor(method: MethodInfo, state: State, signal: AbortSignal): Promise<Learned | null> {
  if (method.learns === null) return null;
  const offsets = method.usesTarget ? await measuredShifts(state.sourcePrompt, signal) : usableOffsets(state);
  return offsets === null ? null : { kind: 'offsets', offsets };
}

async function measuredShifts(sourcePrompt: string, signal: AbortSignal): Promise<Offsets> {
  const { shifts } = await engine().measureShifts(
    { conditions: [...unseenDomains], scenes: oracleScenes, split: 'train' },
    { signal },
  );
  const channels = shifts[0]!.shift.length;
  const values = new Float32Array(shifts.length * channels);
  shifts.forEach(({ shift }, row) => values.set(shift, row * channels));
  return {
    sourcePrompt,
    targetPrompts: shifts.map(({ condition }) => condition),
    channels,
    height: 1,
    width: 1,
    values,
  };
}
