import * as v from 'valibot';
import { fineTuningNames } from '../../method/fine-tuning';
import { methodNames } from '../../method/method-names';
import { optimisationSettings } from '../../method/optimisation-settings';
import { maxTargetPrompts } from '../../method/prompt-limits';
import { type Settings, validSettings, type ValuesOf } from '../../method/setting';
import { trainingPresetNames } from '../../method/training-presets';
import { trainingSettings } from '../../method/training-settings';
import { planeAxesNames } from '../../analysis/embedding/plane-choice';
import { themes } from '../store/preferences-slice';
import { type State, store } from '../store/store';
import { whenChanged } from '../store/when-changed';

const key = 'clip-the-gap-playground';
const version = 1;
const writeMilliseconds = 300;

/** What is kept of the page from one visit to the next: the part of the state, its name in what is saved, and how it is read. */
interface Kept<Part extends keyof State = keyof State> {
  readonly part: Part;
  readonly saved: string;
  /** @returns undefined where nothing can be taken over; `leftOut` takes what was not, in words */
  readonly read: (value: unknown, leftOut: (what: string) => void) => State[Part] | undefined;
}

function kept<Part extends keyof State>(part: Part, saved: string, read: Kept<Part>['read']): Kept<Part> {
  return { part, saved, read };
}

function choice<Part extends keyof State>(part: Part, schema: v.GenericSchema<unknown, State[Part]>): Kept<Part> {
  return kept(part, part, (value, leftOut) => {
    const parsed = v.safeParse(schema, value);
    if (parsed.success) return parsed.output;
    leftOut(`${part} ${shown(value)}`);
    return undefined;
  });
}

/** Limits may have changed since the values were saved; those outside go. */
function settings<Table extends Settings>(table: Table, value: unknown, leftOut: (what: string) => void) {
  const values = v.safeParse(v.record(v.string(), v.unknown()), value);
  if (!values.success) {
    leftOut('all parameters');
    return undefined;
  }
  const { valid, refused } = validSettings(table, values.output);
  for (const one of refused) leftOut(`${table[one.key]!.label.toLowerCase()} ${shown(one.value)}`);
  return valid satisfies Partial<ValuesOf<Table>>;
}

/** Every part that is kept; restoring, saving and watching go by it. Prompts, which are one thing to undo, are kept beside them. */
export const keptParts = [
  kept('changedParameters', 'parameters', (value, leftOut) => settings(optimisationSettings, value, leftOut)),
  kept('changedTraining', 'training', (value, leftOut) => settings(trainingSettings, value, leftOut)),
  choice('trainingPreset', v.picklist(trainingPresetNames)),
  choice('trainingMethod', v.picklist(methodNames)),
  choice('fineTuning', v.picklist(fineTuningNames)),
  choice('trainingFrom', v.nullable(v.pipe(v.string(), v.nonEmpty()))),
  choice('planeAxes', v.picklist(planeAxesNames)),
  choice('theme', v.picklist(themes)),
  choice('logLoss', v.boolean()),
  choice('trainingSmoothing', v.pipe(v.number(), v.minValue(0), v.maxValue(0.99))),
  choice('shortcutsEnabled', v.boolean()),
  choice('exampleListed', v.nullable(v.boolean())),
  choice('shownEvaluations', v.pipe(v.array(v.string()), v.maxLength(2))),
  choice('railFolded', v.boolean()),
] as const;

/**
 * Takes over what an earlier visit has saved, each part for itself: what cannot be read is named, and its default holds.
 * @returns whether there was an earlier visit
 */
export function restore(storage: Storage): boolean {
  const saved = readSaved(storage);
  if (!saved) return false;
  const lost: string[] = [];
  const leftOut = (what: string) => void lost.push(what);
  restorePrompts(saved, leftOut);
  for (const { part, saved: name, read } of keptParts) {
    // What an older page did not save has its default.
    const value = saved[name] === undefined ? undefined : read(saved[name], leftOut);
    if (value !== undefined) store.setState({ [part]: value });
  }
  if (lost.length > 0) {
    store.getState().notify({
      tone: 'info',
      message: `Not everything that your last visit saved could be read: ${lost.join('; ')}.`,
      hint: 'Their defaults are used; the rest is as you left it.',
    });
  }
  return true;
}

function restorePrompts(
  { sourcePrompt, targetPrompts, unchangedTargets }: Readonly<Record<string, unknown>>,
  leftOut: (what: string) => void,
): void {
  const { sourcePrompt: present, targets, replacePrompts } = store.getState();
  const isText = (value: unknown): value is string => typeof value === 'string';
  const texts = Array.isArray(targetPrompts) ? targetPrompts.filter(isText) : null;
  if (!isText(sourcePrompt)) leftOut(`the source prompt ${shown(sourcePrompt)}`);
  if (texts === null) leftOut('the target prompts');
  for (const text of texts?.slice(maxTargetPrompts, maxTargetPrompts + 3) ?? [])
    leftOut(`the target prompt ${shown(text)}`);
  const more = (texts?.length ?? 0) - maxTargetPrompts - 3;
  if (more > 0) leftOut(`${more} more target prompts, for ${maxTargetPrompts} are the limit`);
  replacePrompts(
    {
      sourcePrompt: isText(sourcePrompt) ? sourcePrompt : present,
      targetPrompts: texts?.slice(0, maxTargetPrompts) ?? targets.map(({ text }) => text),
    },
    { undoable: false },
  );
  const places = v.safeParse(v.optional(v.array(v.number()), []), unchangedTargets);
  if (!places.success) return leftOut('which prompts leave pictures as they are');
  for (const place of places.output) {
    const target = store.getState().targets[place - 1];
    if (target) store.getState().setIdentity(target.id, true);
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function readSaved(storage: Storage): Readonly<Record<string, unknown>> | null {
  let text: string | null;
  try {
    text = storage.getItem(key);
  } catch {
    // Storage is forbidden: there was no earlier visit.
    return null;
  }
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  const parsed = v.safeParse(v.looseObject({ version: v.number() }), value);
  if (parsed.success && parsed.output.version === version) return parsed.output;
  store.getState().notify({
    tone: 'info',
    message: parsed.success
      ? `What your last visit saved has version ${parsed.output.version}; this page reads ${version}.`
      : 'What your last visit saved cannot be read.',
    hint: 'Prompts and parameters begin with their defaults. Stored runs, models and detectors are kept elsewhere.',
  });
  return null;
}

/** Saves shortly after every change. */
export function persist(storage: Storage): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    try {
      storage.setItem(key, savedText(store.getState()));
    } catch {
      // A full or forbidden storage must not disturb the work; only the memory of it is lost.
    }
  };
  whenChanged(
    (state) => [state.sourcePrompt, state.targets, ...keptParts.map(({ part }) => state[part])],
    () => {
      clearTimeout(timer);
      timer = setTimeout(write, writeMilliseconds);
    },
  );
  addEventListener('pagehide', write);
}

/** What is saved of the page as it stands. */
export function savedText(state: State): string {
  return JSON.stringify({
    version,
    sourcePrompt: state.sourcePrompt,
    targetPrompts: state.targets.map(({ text }) => text),
    unchangedTargets: state.targets.flatMap(({ identity }, at) => (identity ? [at + 1] : [])),
    ...Object.fromEntries(keptParts.map(({ part, saved }) => [saved, state[part]])),
  });
}
