import type { Learned, MethodInfo } from '../augmentation/methods/method';
import type { Offsets } from '../augmentation/offsets';
import type { Styles } from '../augmentation/pin/styles';
import { unseenDomains } from '../runs/benchmark-results';
import { engine } from './engine-access';
import { promptProblem } from './prompt-problems';
import { sourceImages } from './source-images';
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
  switch (method.learns) {
    case null:
      return null;
    case 'offsets':
      if (method.usesTarget || usableOffsets(state)) return null;
      return 'This method needs offsets. Optimise them first, load the shipped ones, or choose another method.';
    case 'styles':
      if (state.targets.length === 0) return 'This method needs target prompts. Add at least one.';
      return state.targets.some(({ text }) => promptProblem(text)) ? 'A target prompt needs your attention.' : null;
    default:
      return method.learns satisfies never;
  }
}

/** Whether what the method needs is made when training starts, from prompts or images, so that it is not there before. */
export function learnsAtStart({ learns, usesTarget }: MethodInfo): boolean {
  return learns === 'styles' || usesTarget;
}

/** What the method must have learned: the offsets on the page; the true shifts, which are measured now; or styles, which are learned now. */
export async function learnedFor(method: MethodInfo, state: State): Promise<Learned | null> {
  switch (method.learns) {
    case null:
      return null;
    case 'offsets': {
      const offsets = method.usesTarget ? await measuredShifts(state.sourcePrompt) : usableOffsets(state);
      return offsets === null ? null : { kind: 'offsets', offsets };
    }
    case 'styles':
      return { kind: 'styles', styles: await learnedStyles(state) };
    default:
      return method.learns satisfies never;
  }
}

/** From the target prompts as they stand, with the model's defaults. */
async function learnedStyles({ model, targets }: State): Promise<Styles> {
  const config = { ...model.info!.styleDefaults, targetPrompts: targets.map(({ text }) => text) };
  const images = await sourceImages(config.crops);
  const { styles } = await engine().learnStyles(config, images, { onSteps: () => {} }).result;
  return styles;
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
