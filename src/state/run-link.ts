import type { RunHead } from '../runs/library-record';
import type { TrainingRun } from '../runs/run-record';
import { parametersOf } from './open-run';
import { encodePermalink, permalinkDefaults, type PermalinkState } from './permalink';
import { address } from './permalink-sync';
import { store } from './store';
import { fineTunings, type FineTuning, type TrainingPresetName } from './training-parameters';

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

function trainingLink({ config, start, scenes }: Omit<TrainingRun, 'curves'>): PermalinkState['training'] {
  const { steps, learningRate, imagesPerStep, clipRateFactor, augmentationProbability, seed, method } = config;
  const preset: TrainingPresetName = start === 'clip' ? 'builtin' : 'further';
  return {
    preset,
    method,
    fineTuning: fineTuningOf(config.trainable),
    changed: { steps, learningRate, imagesPerStep, clipRateFactor, augmentationProbability, scenes, seed },
  };
}

function fineTuningOf(trainable: readonly string[]): FineTuning {
  const names = Object.keys(fineTunings) as FineTuning[];
  const wanted = trainable.toSorted().join();
  return names.find((name) => fineTunings[name].stages.toSorted().join() === wanted) ?? 'head';
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
      hint: 'It holds the configuration, not the results: those travel in a session file.',
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
