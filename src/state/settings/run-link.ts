import { fineTuningOf } from '../../method/fine-tuning';
import { sameValue, settingKeys } from '../../method/setting';
import { trainingDomains } from '../../method/training-domains';
import {
  presetParameters,
  trainingPresetNames,
  trainingPresets,
  type TrainingPresetName,
} from '../../method/training-presets';
import { trainingSettings, type TrainingParameters } from '../../method/training-settings';
import type { RunHead } from '../../runs/library/library-record';
import type { TrainingRun } from '../../runs/records/run-record';
import { parametersOf } from '../library/open-run';
import { encodePermalink, permalinkDefaults, type PermalinkState } from './permalink';
import { address } from './permalink-sync';
import type { TrainingChoice } from '../store/parameters-slice';
import { store } from '../store/store';

/** What a link to this page needs to make the run again. Every setting is named, for defaults differ between models; an own list of crops, and an offset added at test time, do not fit into links. */
function linkState(head: RunHead): PermalinkState {
  switch (head.kind) {
    case 'optimisation': {
      const { sourcePrompt, targetPrompts } = head.config;
      const changedParameters = parametersOf(head);
      return { ...permalinkDefaults, view: 'optimise', sourcePrompt, targetPrompts, changedParameters };
    }
    case 'training':
      return {
        ...permalinkDefaults,
        view: 'train',
        // The offsets are those of a run of their own; its prompts are what is known of it here.
        ...(head.targetPrompts.length > 0 ? { targetPrompts: head.targetPrompts } : {}),
        training: trainingLink(head),
      };
    case 'evaluation': {
      const { detector, source } = head.config;
      const linked = source.kind === 'builtin' ? source : permalinkDefaults.evaluation.source;
      return { ...permalinkDefaults, view: 'evaluate', evaluation: { a: detector, b: null, source: linked } };
    }
    default:
      return head satisfies never;
  }
}

/** The fragment of that link. Whoever opens it has prompts of their own: the run's are named even where they are the page's defaults. */
export function runFragment(head: RunHead): string {
  const named = head.kind === 'optimisation' || (head.kind === 'training' && head.targetPrompts.length > 0);
  const defaults = named ? { ...permalinkDefaults, targetPrompts: [] } : permalinkDefaults;
  return encodePermalink(
    linkState(head),
    [],
    head.kind === 'optimisation' ? { ...defaults, sourcePrompt: '' } : defaults,
  );
}

/** Every number is named, and where the training started: with them the preset is only a name, which the closest one gives. */
function trainingLink({
  config,
  start,
  scenes,
  domains: trained,
  watched = 'none',
}: Omit<TrainingRun, 'curves'>): TrainingChoice {
  const { trainable, method: trainingMethod, ...numbers } = config;
  const domains = sameValue(trained, trainingDomains.all) ? 'all' : 'source';
  const changedTraining: TrainingParameters = { imageShortSide: null, ...numbers, scenes, domains, watched };
  const trainingPreset = closestPreset(changedTraining, start === 'clip' ? 'clip' : 'detector');
  return {
    trainingPreset,
    trainingMethod,
    fineTuning: fineTuningOf(trainable) ?? trainingPresets[trainingPreset].fineTuning,
    trainingFrom: start,
    changedTraining,
  };
}

function closestPreset(parameters: TrainingParameters, from: 'clip' | 'detector'): TrainingPresetName {
  const keys = settingKeys(trainingSettings);
  const same = (name: TrainingPresetName) => {
    const preset = presetParameters(name, parameters.steps);
    return keys.filter((key) => sameValue(preset[key], parameters[key])).length;
  };
  const names = trainingPresetNames.filter((name) => trainingPresets[name].from === from);
  return names.toSorted((a, b) => same(b) - same(a))[0]!;
}

/** What of a run its link does not carry, as sentences. */
export function linkGaps(head: RunHead): readonly string[] {
  switch (head.kind) {
    case 'optimisation':
      return head.config.crops === undefined ? [] : ['Its own list of crops stays behind.'];
    case 'training': {
      const { trainable } = head.config;
      return [
        ...(head.dataSet === undefined ? [] : [`It was trained on ${head.dataSet}: open that data set there.`]),
        ...(head.domains === undefined || sameValue(head.domains, trainingDomains.all)
          ? []
          : [`It saw ${head.domains.join(', ')}, which the page does not offer.`]),
        ...(fineTuningOf(trainable) ? [] : [`It changed ${trainable.join(', ')}, which the page does not offer.`]),
        ...(head.start === 'clip' || head.start === 'scratch'
          ? []
          : [`It starts from the detector “${head.start}”, which must be there.`]),
      ];
    }
    case 'evaluation':
      return [
        ...(head.config.source.kind === 'builtin' ? [] : [`Its data set, ${head.config.source.title}, stays behind.`]),
        ...(head.config.featureOffset === null ? [] : ['Its offset added at test time stays behind.']),
      ];
    default:
      return head satisfies never;
  }
}

/** Puts a link with the run's whole configuration on the clipboard. */
export async function copyRunLink(head: RunHead): Promise<void> {
  const link = new URL(address(runFragment(head)), location.href).href;
  const { notify } = store.getState();
  try {
    await navigator.clipboard.writeText(link);
    notify({
      tone: 'info',
      message: 'Link copied.',
      hint: ['It holds the configuration, not the results: those travel in a session file.', ...linkGaps(head)].join(
        ' ',
      ),
    });
  } catch {
    notify({
      tone: 'error',
      message: 'The browser does not let this page use the clipboard.',
      hint: 'Copy the link from the details.',
      details: link,
    });
  }
}
