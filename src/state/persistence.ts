import * as v from 'valibot';
import { methodName } from '../runs/run-schema';
import { defaultTrainingChoice, fineTuningNames, trainingPresetNames, trainingSpecs } from './training-parameters';
import { numberProblem, type NumberSpec } from './number-spec';
import { planeAxesNames } from './explain-slice';
import { parameterSpecs, type OptimisationParameters } from './parameters';
import { themes } from './preferences-slice';
import { maxTargetPrompts } from './prompt-problems';
import { type State, store } from './store';

const key = 'clip-the-gap-playground';
const writeMilliseconds = 300;

const changes = v.record(v.string(), v.union([v.number(), v.string()]));

const schema = v.object({
  version: v.literal(1),
  sourcePrompt: v.string(),
  targetPrompts: v.pipe(v.array(v.string()), v.maxLength(maxTargetPrompts)),
  parameters: changes,
  training: v.optional(changes, {}),
  // A method, preset or choice that is no more falls back, and the rest holds.
  trainingPreset: v.fallback(v.picklist(trainingPresetNames), defaultTrainingChoice.trainingPreset),
  trainingMethod: v.fallback(methodName, defaultTrainingChoice.trainingMethod),
  fineTuning: v.fallback(v.picklist(fineTuningNames), defaultTrainingChoice.fineTuning),
  planeAxes: v.fallback(v.picklist(planeAxesNames), 'principal'),
  theme: v.picklist(themes),
  logLoss: v.boolean(),
  shortcutsEnabled: v.boolean(),
});

type Saved = v.InferOutput<typeof schema>;

/** @returns whether prompts of an earlier visit were found. */
export function restore(storage: Storage): boolean {
  const saved = read(storage);
  if (!saved) return false;
  const state = store.getState();
  state.replacePrompts(saved, { undoable: false });
  store.setState({
    changedParameters: {
      ...readProtocol(saved.parameters['protocol']),
      ...keepValid(parameterSpecs, saved.parameters),
    },
    changedTraining: keepValid(trainingSpecs, saved.training),
    trainingPreset: saved.trainingPreset,
    trainingMethod: saved.trainingMethod,
    fineTuning: saved.fineTuning,
    planeAxes: saved.planeAxes,
    theme: saved.theme,
    logLoss: saved.logLoss,
    shortcutsEnabled: saved.shortcutsEnabled,
  });
  return true;
}

function readProtocol(value: unknown): Partial<OptimisationParameters> {
  const parsed = v.safeParse(v.picklist(['code', 'code-batchnorm', 'paper']), value);
  return parsed.success ? { protocol: parsed.output } : {};
}

/** Limits may have changed since the values were saved; those outside go. */
function keepValid<Key extends string>(
  specs: readonly NumberSpec<Key>[],
  saved: Saved['parameters'],
): Partial<Record<Key, number>> {
  const kept: Partial<Record<Key, number>> = {};
  for (const spec of specs) {
    const value = saved[spec.key];
    if (typeof value === 'number' && numberProblem(spec, value) === null) kept[spec.key] = value;
  }
  return kept;
}

function read(storage: Storage): Saved | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(storage.getItem(key) ?? 'null'));
    return parsed.success ? parsed.output : null;
  } catch {
    // Storage may be forbidden or hold something foreign; the defaults then hold.
    return null;
  }
}

/** Saves shortly after every change. */
export function persist(storage: Storage): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    try {
      storage.setItem(key, JSON.stringify(toSaved(store.getState())));
    } catch {
      // A full or forbidden storage must not disturb the work; only the memory of it is lost.
    }
  };
  store.subscribe((state, before) => {
    const changed = watched.some((name) => state[name] !== before[name]);
    if (!changed) return;
    clearTimeout(timer);
    timer = setTimeout(write, writeMilliseconds);
  });
  addEventListener('pagehide', write);
}

const watched = [
  'sourcePrompt',
  'targets',
  'changedParameters',
  'changedTraining',
  'trainingPreset',
  'trainingMethod',
  'fineTuning',
  'planeAxes',
  'theme',
  'logLoss',
  'shortcutsEnabled',
] as const satisfies readonly (keyof State)[];

function toSaved(state: State): Saved {
  return {
    version: 1,
    sourcePrompt: state.sourcePrompt,
    targetPrompts: state.targets.map(({ text }) => text),
    parameters: { ...state.changedParameters },
    training: { ...state.changedTraining },
    trainingPreset: state.trainingPreset,
    trainingMethod: state.trainingMethod,
    fineTuning: state.fineTuning,
    planeAxes: state.planeAxes,
    theme: state.theme,
    logLoss: state.logLoss,
    shortcutsEnabled: state.shortcutsEnabled,
  };
}
