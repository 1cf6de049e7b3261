import type { Learned, MethodInfo } from '../../../augmentation/methods/method';
import type { Offsets } from '../../../augmentation/offsets';
import type { Styles } from '../../../augmentation/pin/styles';
import { unseenDomains } from '../../../runs/records/benchmark-results';
import type { ShiftMeasurement, WorkOptions } from '../../../engine/engine';
import { makePolicy } from '../../../photometrics/dictionary/make-policy';
import { oracleScenes } from '../../../photometrics/dictionary/protocol';
import type { Policy } from '../../../photometrics/policy';
import { shiftOffsets } from '../../../analysis/embedding/shift-offsets';
import { engine } from '../engine-access';
import { promptProblem } from '../../settings/prompt-problems';
import { reportError } from '../../store/report-error';
import { sourceImages } from '../source-images';
import { type State, store } from '../../store/store';
import { policyNow, policyObstacle } from './training-policy';

type Preparing = Required<WorkOptions>;

/** The method that the next training takes; undefined before the model says what there is. */
export function chosenMethod({ model, trainingMethod }: State): MethodInfo | undefined {
  return model.info?.methods.find(({ name }) => name === trainingMethod);
}

/** The offsets to train with, where they belong to the loaded model: the shipped ones or a checkpoint's where the user took them, else those of the last run. */
export function usableOffsets({ run, model, trainingOffsets }: State): Offsets | null {
  if (trainingOffsets?.modelHash === model.info?.hash) return trainingOffsets?.offsets ?? null;
  return run.provenance?.modelHash === model.info?.hash ? run.offsets : null;
}

/** Why the chosen method cannot be trained with; null where it can. */
export function methodObstacle(state: State): string | null {
  const method = chosenMethod(state);
  if (!method) return 'The model is not loaded yet.';
  if (usesTarget(method) && state.trainingData)
    return 'True shifts exist for built-in scenes only. Choose another method, or train on those.';
  switch (method.learns) {
    case null:
      return null;
    case 'offsets':
      if (usesTarget(method) || usableOffsets(state)) return null;
      return `“${method.title}” needs semantic offsets, and there are none yet.`;
    case 'styles':
      if (state.targets.length === 0) return 'This method needs target prompts. Add at least one.';
      return state.targets.some(({ text }) => promptProblem(text)) ? 'A target prompt needs your attention.' : null;
    case 'policy':
      return policyObstacle(method, state);
    default:
      return method satisfies never;
  }
}

/** Whether images of the target weathers are measured for the method. */
function usesTarget({ knows }: MethodInfo): boolean {
  return knows === 'target-images';
}

/** Whether the method takes the offsets on the page; the oracle measures its own. */
export function needsOffsets(method: MethodInfo): boolean {
  return method.learns === 'offsets' && !usesTarget(method);
}

/** Takes the first offsets that the model ships. */
export async function loadShippedOffsets(): Promise<void> {
  const { model } = store.getState();
  const name = model.info?.offsets[0];
  if (!model.info || name === undefined) return;
  try {
    const offsets = await engine().loadOffsets(name);
    store.getState().setTrainingOffsets({ from: 'model', name, modelHash: model.info.hash, offsets });
  } catch (error) {
    reportError(error);
  }
}

/** The prompts of its own by which the chosen method lets transforms be chosen. */
export function policyPrompts(state: State): readonly string[] {
  const method = chosenMethod(state);
  return method?.learns === 'policy' ? (method.suggestedPrompts ?? []) : [];
}

/** Whether what the method needs is made when training starts, from prompts or images, so that it is not there before. */
export function learnsAtStart(method: MethodInfo): boolean {
  return method.learns === 'styles' || usesTarget(method);
}

/** What the method has learned that is there without any work; null where it needs nothing, or {@link learnsAtStart}. */
export function learnedNow(method: MethodInfo, state: State): Learned | null {
  switch (method.learns) {
    case null:
    case 'styles':
      return null;
    case 'offsets': {
      const offsets = usesTarget(method) ? null : usableOffsets(state);
      return offsets && { kind: 'offsets', offsets };
    }
    case 'policy': {
      const policy = policyNow(method, state);
      return policy && { kind: 'policy', policy };
    }
    default:
      return method satisfies never;
  }
}

/**
 * What the method must have learned: what is on the page; true shifts, or a policy that real images choose, which are measured now; or styles, which are
 * learned now.
 */
export async function learnedFor(method: MethodInfo, state: State, options: Preparing): Promise<Learned | null> {
  if (!learnsAtStart(method)) return learnedNow(method, state);
  switch (method.learns) {
    case null:
      return null;
    case 'offsets':
      return { kind: 'offsets', offsets: await measuredShifts(state.sourcePrompt, options) };
    case 'styles':
      return { kind: 'styles', styles: await learnedStyles(state, options) };
    case 'policy':
      return { kind: 'policy', policy: await measuredPolicy(state, options) };
    default:
      return method satisfies never;
  }
}

/** From the target prompts as they stand, with the model's defaults. */
async function learnedStyles(
  { model, targets, trainingData }: State,
  { signal, onProgress }: Preparing,
): Promise<Styles> {
  const config = { ...model.info!.styleDefaults, targetPrompts: targets.map(({ text }) => text) };
  const { images } = await sourceImages(config.crops, trainingData, signal);
  signal.throwIfAborted();
  const job = engine().learnStyles(config, images, { onProgress });
  signal.addEventListener('abort', () => job.stop());
  const { styles } = await job.result;
  return styles;
}

/** The true mean shifts to the unseen domains, as offsets. */
async function measuredShifts(sourcePrompt: string, options: Preparing): Promise<Offsets> {
  const { shifts } = await measureUnseen(options);
  return shiftOffsets(
    sourcePrompt,
    shifts.map(({ condition, shift }) => ({ prompt: condition, shift })),
  );
}

/** What real images of the unseen domains choose. */
async function measuredPolicy({ photometrics: { dictionary } }: State, options: Preparing): Promise<Policy> {
  const { shifts } = await measureUnseen(options);
  return makePolicy(dictionary!, {
    rule: 'real-images',
    shifts: shifts.map(({ condition, embeddingShift }) => ({ weather: condition, shift: embeddingShift })),
  });
}

function measureUnseen(options: Preparing): Promise<ShiftMeasurement> {
  return engine().measureShifts({ conditions: [...unseenDomains], scenes: oracleScenes, split: 'train' }, options);
}
