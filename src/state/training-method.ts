import type { Learned, MethodInfo } from '../augmentation/methods/method';
import type { Offsets } from '../augmentation/offsets';
import { unseenDomains } from '../runs/benchmark-results';
import { engine } from './engine-access';
import type { State } from './store';

/** Streets in source and target weather from which the oracle's shifts are measured. */
const oracleScenes = 40;

/** The offsets of the last run, where they belong to the loaded model. */
export function usableOffsets({ run, model }: State): Offsets | null {
  return run.offsets && run.provenance?.modelHash === model.info?.hash ? run.offsets : null;
}

/** Why the chosen method cannot be trained with; null where it can. */
export function methodObstacle(state: State): string | null {
  const method = state.model.info?.methods.find(({ name }) => name === state.trainingMethod);
  if (!method) return 'The model is not loaded yet.';
  if (method.learns === null || method.usesTarget || usableOffsets(state)) return null;
  return 'This method needs offsets. Optimise them first, load the shipped ones, or choose another method.';
}

/** What the method must have learned: the offsets on the page, or the true shifts, which are measured now. */
export async function learnedFor(method: MethodInfo, state: State): Promise<Learned | null> {
  if (method.learns === null) return null;
  const offsets = method.usesTarget ? await measuredShifts(state.sourcePrompt) : usableOffsets(state);
  return offsets === null ? null : { kind: 'offsets', offsets };
}

async function measuredShifts(sourcePrompt: string): Promise<Offsets> {
  const { shifts } = await engine().measureShifts({
    conditions: [...unseenDomains],
    scenes: oracleScenes,
    split: 'train',
  });
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
