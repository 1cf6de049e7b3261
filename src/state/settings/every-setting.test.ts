import { beforeEach, expect, test } from 'vitest';
import * as v from 'valibot';
import { evaluationDefaults, evaluationSettings } from '../../method/evaluation-settings';
import { optimisationSettings, type OptimisationParameters } from '../../method/optimisation-settings';
import { type Setting, settingKeys, type Settings, type ValuesOf } from '../../method/setting';
import { presetParameters } from '../../method/training-presets';
import { trainingSettings, type TrainingParameters } from '../../method/training-settings';
import { aboutRun } from '../../runs/export/about-run';
import { curveFigure } from '../../runs/figures/curve-figure';
import { quantityLook } from '../../runs/figures/line-looks';
import { headOf } from '../../runs/library/library-record';
import type { OptimisationRun, TrainingRun } from '../../runs/records/run-record';
import { encodeRun, runSchema } from '../../runs/records/run-schema';
import { createRunLibrary } from '../../runs/library/run-library';
import { createRunStore } from '../../runs/library/runs-store';
import {
  createMemoryFiles,
  createMemoryStore,
  exampleEvaluation,
  exampleRun,
  exampleTraining,
} from '../../runs/testing';
import { openInView } from '../library/open-run';
import { selectParameters } from '../store/parameters-slice';
import { encodePermalink } from './permalink';
import { applyPermalink, permalinkState } from './permalink-sync';
import { evaluationLinkDefaults, trainingChoices } from './permalink-runs';
import { keptParts, restore, savedText } from './persistence';
import { restoreFigure } from '../files/restore-figure';
import { recordRun } from '../library/kept-runs';
import { runFragment } from './run-link';
import { optimisationConfig } from '../jobs/run-optimisation';
import { provideStorage } from '../library/storage-access';
import { type State, store } from '../store/store';
import { requestWith, selectTraining } from '../jobs/train/training-request';

const initial = store.getInitialState();
const current = () => store.getState();
const anew = () => store.setState(initial, true);

beforeEach(() => {
  const tables = createMemoryStore();
  provideStorage({ runs: createRunStore(tables), library: createRunLibrary(tables), checkpoints: createMemoryFiles() });
  anew();
});

/** Another value than this one. */
function another(setting: Setting, value: unknown): unknown {
  switch (setting.kind) {
    case 'choice':
      return setting.options.find((option) => option !== value);
    case 'number':
      return [setting.max, (setting.min + setting.max) / 2].find(
        (other) => other !== value && (!setting.integer || Number.isInteger(other)),
      );
    case 'number-or-none':
      return value === null ? setting.max : null;
    case 'numbers':
      return Array.isArray(value) && value.length > 0 ? [] : [setting.min, setting.max];
    default:
      return setting satisfies never;
  }
}

/** One case for every setting of a table: all as they are but one, and so each at least once in another value. */
function eachChanged<Table extends Settings>(table: Table, values: ValuesOf<Table>) {
  return settingKeys(table).map((key) => {
    const value = another(table[key]!, values[key]);
    return [key, { ...values, [key]: value } as ValuesOf<Table>] as const;
  });
}

/** The ways by which the page's settings leave it and come back. */
const waysOfPage: Readonly<Record<string, () => void>> = {
  'what is saved': () => {
    const saved = savedText(current());
    anew();
    expect(restore({ getItem: () => saved } as unknown as Storage)).toBe(true);
  },
  'a link': () => {
    const link = encodePermalink(permalinkState(current()));
    anew();
    applyPermalink(`#${link}`);
  },
};

const parameters: OptimisationParameters = selectParameters(initial);
const changedParameters = eachChanged(optimisationSettings, parameters);

/** The run that parameters ask for; its images are as many as it draws from. */
function runOf(changed: OptimisationParameters): OptimisationRun {
  const state = { ...initial, changedParameters: changed } satisfies State;
  const images = Array.from({ length: changed.sourceImages }, (_, index) => `builtin:daytime-clear/train/${index}`);
  return { ...exampleRun('run'), config: optimisationConfig(state), images };
}

const waysOfOptimisation: Readonly<Record<string, (changed: OptimisationParameters) => Promise<void>>> = {
  'its run': async (changed) => {
    const run = runOf(changed);
    expect(v.parse(runSchema, encodeRun(run))).toEqual(run);
    await recordRun(run);
    await openInView('run');
  },
  'the link of its run': async (changed) => applyPermalink(`#${runFragment(headOf(runOf(changed)))}`),
  'a figure of its run': async (changed) => {
    const line = { label: 'a', look: quantityLook(0), x: [0, 1], y: [1, 0] };
    const about = aboutRun(runOf(changed));
    const axes = { title: 'T', xLabel: 'x', yLabel: 'y', logX: false, logY: false, smoothing: 0, steady: true };
    const svg = curveFigure({ ...axes, lines: [line], about });
    expect(await restoreFigure(new File([svg], 'curves.svg', { type: 'image/svg+xml' }))).toBe(true);
  },
};

test.each(changedParameters)('%s of an optimisation comes back by every way', async (key, changed) => {
  for (const way of Object.values(waysOfPage)) {
    anew();
    current().setParameter(key, changed[key]);
    way();
    expect(current().changedParameters).toEqual({ [key]: changed[key] });
    expect(current().notices).toEqual([]);
  }
  for (const way of Object.values(waysOfOptimisation)) {
    anew();
    await way(changed);
    expect(selectParameters(current())).toEqual(changed);
  }
});

const training: TrainingParameters = presetParameters('further');

function trainingRunOf(changed: TrainingParameters, state: Partial<State> = {}): TrainingRun {
  const { config, scenes, domains, watched, start } = requestWith(
    { ...initial, ...state, changedTraining: changed },
    null,
    'run',
  );
  return {
    ...exampleTraining('run'),
    config,
    scenes,
    ...(domains && { domains }),
    ...(watched === undefined ? {} : { watched }),
    start: start.kind === 'detector' ? start.name : start.kind,
  };
}

test.each(eachChanged(trainingSettings, training))('%s of a training comes back by every way', (key, changed) => {
  for (const way of Object.values(waysOfPage)) {
    anew();
    current().setTrainingParameter(key, changed[key]);
    way();
    expect(current().changedTraining).toEqual({ [key]: changed[key] });
    expect(current().notices).toEqual([]);
  }
  const run = trainingRunOf(changed);
  expect(v.parse(runSchema, encodeRun(run))).toEqual(run);
  anew();
  applyPermalink(`#${runFragment(headOf(run))}`);
  expect(selectTraining(current())).toEqual(changed);
});

const choices = {
  trainingPreset: initial.trainingPreset,
  trainingMethod: initial.trainingMethod,
  fineTuning: initial.fineTuning,
};

test.each(eachChanged(trainingChoices, choices))('%s comes back by every way', (key, changed) => {
  for (const way of Object.values(waysOfPage)) {
    anew();
    store.setState({ [key]: changed[key] });
    way();
    expect(current()[key]).toBe(changed[key]);
    expect(current().notices).toEqual([]);
  }
  const run = trainingRunOf(training, { [key]: changed[key] });
  anew();
  applyPermalink(`#${runFragment(headOf(run))}`);
  const { config } = requestWith(current(), null, 'run');
  expect(config).toEqual(run.config);
});

test.each(['clip', 'scratch', 'mine'])('a training that starts from %s does so by every way', (trainingFrom) => {
  for (const way of Object.values(waysOfPage)) {
    anew();
    store.setState({ trainingFrom });
    way();
    expect(current().trainingFrom).toBe(trainingFrom);
  }
  const run = trainingRunOf(training, { trainingFrom });
  anew();
  applyPermalink(`#${runFragment(headOf(run))}`);
  expect(trainingRunOf(selectTraining(current()), current()).start).toBe(trainingFrom);
});

test.each(eachChanged(evaluationSettings, evaluationDefaults))('%s of an evaluation comes back', (_, changed) => {
  const source = { ...evaluationLinkDefaults.source, ...changed };
  current().setEvaluationChoice({ source });
  waysOfPage['a link']!();
  expect(current().evaluationChoice.source).toEqual(source);
  anew();
  const { config, ...record } = exampleEvaluation('run');
  applyPermalink(`#${runFragment(headOf({ ...record, config: { ...config, source } }))}`);
  expect(current().evaluationChoice.source).toEqual(source);
});

test('every part that is kept is read back as it was', () => {
  const other: Partial<State> = {
    changedParameters: { iterations: 3 },
    changedTraining: { gradientClip: null },
    trainingPreset: 'reference',
    trainingMethod: 'pin',
    fineTuning: 'all',
    trainingFrom: 'mine',
    planeAxes: 'text',
    theme: 'dark',
    logLoss: !initial.logLoss,
    trainingSmoothing: 0.9,
    shortcutsEnabled: !initial.shortcutsEnabled,
    exampleListed: true,
    shownEvaluations: ['a', 'b'],
    railFolded: !initial.railFolded,
  };
  // A part that is kept and stands not here fails, and so does one that is its default here.
  for (const { part } of keptParts) expect(other[part]).not.toEqual(initial[part]);
  store.setState(other);
  waysOfPage['what is saved']!();
  expect(current()).toMatchObject(other);
});
