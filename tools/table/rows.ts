import type { Knowledge } from '../../src/method/knowledge';
import type { CorruptionName } from '../../src/photometrics/corruptions/corruption-names';
import { heldOutCorruptions } from '../twin/test-parts';

/** A line of the table. Runs of the twin belong to it by its name. */
export interface TableRow {
  readonly title: string;
  /** What happens to a training image, in a sentence. */
  readonly does: string;
  readonly knows: Knowledge;
  /** Five for the rows that are compared with each other, three for what explains them, one for what is beside the point or costs too much. */
  readonly seeds: 5 | 3 | 1;
  /** Held-out corruptions on which it trains, which are none for it then. */
  readonly trainsOn: readonly CorruptionName[];
}

const clean = { trainsOn: [] } as const;
/** The family has normal noise, and its normal blur is near defocus. */
const family = { trainsOn: ['gaussianNoise', 'defocusBlur'] } as const;

/** In the order of the table; a pair of rows is the later minus the earlier one. */
export const tableRows = {
  none: { ...clean, title: 'No augmentation', does: 'Nothing.', knows: 'nothing', seeds: 5 },
  jitter: {
    ...clean,
    title: 'Photometric jitter',
    does: 'Brightness, contrast, saturation and hue change at random, as ColorJitter(.4, .4, .4, .1) does it.',
    knows: 'nothing',
    seeds: 5,
  },
  corruptions: {
    title: 'Corruption diversification',
    does: 'One of twelve pixel operations of ImageNet-C at a random severity, as in DivAlign.',
    knows: 'nothing',
    seeds: 5,
    trainsOn: heldOutCorruptions,
  },
  additive: {
    ...clean,
    title: 'CLIP the Gap',
    does: 'The pooled semantic offset of a random weather prompt is added to V_a’s output.',
    knows: 'prompt',
    seeds: 5,
  },
  'matched-random': {
    ...family,
    title: 'Matched random photometrics',
    does: 'A random transform of the same family for each one that text chose, equally strong in pixels.',
    knows: 'prompt',
    seeds: 5,
  },
  'text-chosen': {
    ...family,
    title: 'Text-chosen photometrics',
    does: 'A photometric transform that the text direction of a random weather prompt chooses.',
    knows: 'prompt',
    seeds: 5,
  },
  'unrelated-photometrics': {
    ...family,
    title: 'Photometrics of unrelated prompts',
    does: 'A photometric transform that prompts about something else choose.',
    knows: 'nothing',
    seeds: 3,
  },
  'jitter-corruptions': {
    title: 'Jitter and corruptions',
    does: 'Photometric jitter, and then one of the twelve pixel operations.',
    knows: 'nothing',
    seeds: 3,
    trainsOn: heldOutCorruptions,
  },
  'jitter-wide': {
    ...clean,
    title: 'Jitter, contrast .1 to 1.6',
    does: 'Photometric jitter with the contrast of the photometric family: is it contrast alone?',
    knows: 'nothing',
    seeds: 3,
  },
  mixstyle: {
    ...clean,
    title: 'MixStyle',
    does: 'Channel means and deviations of layer1 are mixed between the images of a step.',
    knows: 'nothing',
    seeds: 3,
  },
  np: {
    ...clean,
    title: 'Normalisation perturbation',
    does: 'Channel means and deviations of layer1 are multiplied by random factors.',
    knows: 'nothing',
    seeds: 3,
  },
  headroom: {
    ...clean,
    title: 'Headroom: all five weathers',
    does: 'No augmentation; the same streets, each time in a weather drawn from all five domains.',
    knows: 'target-images',
    seeds: 3,
  },
  uniform: {
    ...family,
    title: 'Whole photometric family',
    does: 'A transform drawn uniformly from the whole family.',
    knows: 'nothing',
    seeds: 1,
  },
  'night-prompts': {
    ...family,
    title: 'Text-chosen, night prompts',
    does: 'As text-chosen photometrics, by the five night prompts alone.',
    knows: 'prompt',
    seeds: 1,
  },
  'day-prompts': {
    ...family,
    title: 'Text-chosen, day prompts',
    does: 'As text-chosen photometrics, by the five day prompts alone.',
    knows: 'prompt',
    seeds: 1,
  },
  random: {
    ...clean,
    title: 'Random offsets',
    does: 'Random offsets as long as the learned ones are added to V_a’s output.',
    knows: 'prompt',
    seeds: 1,
  },
  randconv: {
    ...clean,
    title: 'RandConv',
    does: 'A random convolution of the image, mixed with it.',
    knows: 'nothing',
    seeds: 1,
  },
  pin: {
    ...clean,
    title: 'PIN (PØDA)',
    does: 'Channel means and deviations of layer1 become those that text taught.',
    knows: 'prompt',
    seeds: 1,
  },
  'pin-mix': {
    ...clean,
    title: 'PIN, mixed by channel (FAMix)',
    does: 'As PIN, mixed with the image’s own statistics channel by channel.',
    knows: 'prompt',
    seeds: 1,
  },
  physics: {
    ...family,
    title: 'Physics of fog and night',
    does: 'Fog, or a dark night with glare and noise, by formulas for these weathers.',
    knows: 'prior',
    seeds: 1,
  },
} as const satisfies Record<string, TableRow>;

export type TableRowName = keyof typeof tableRows;

export const tableRowNames = Object.keys(tableRows) as readonly TableRowName[];

/** Rows that are compared with each other, pair by pair. */
export const mainRows: readonly TableRowName[] = tableRowNames.filter((name) => tableRows[name].seeds === 5);
