import { type PromptSet, referencePrompts } from '../../scenes/reference-prompts';

/** A ready-made pair of source prompt and target prompts. */
export interface PromptPreset extends PromptSet {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** The paper's two prompt sets, and a short one for a first try. */
export const promptPresets: readonly PromptPreset[] = [
  {
    id: 'short',
    title: 'Four weathers',
    description: 'Four of the paper’s prompts: quick to optimise, one for each kind of trouble.',
    sourcePrompt: referencePrompts.weather.sourcePrompt,
    targetPrompts: [
      'an image taken on a rain night',
      'an image taken on a fog day',
      'an image taken on a rain evening',
      'an image taken on a snow day',
    ],
  },
  {
    id: 'weather',
    title: 'Paper: weather and time',
    description: 'The 15 target prompts of the paper for Diverse Weather: five weathers at three times of day.',
    ...referencePrompts.weather,
  },
  {
    id: 'art',
    title: 'Paper: comics and watercolor',
    description: 'The 7 style prompts of the paper for Comic2k and Watercolor2k.',
    ...referencePrompts.art,
  },
];

/** What the page opens with. */
export const defaultPrompts: PromptPreset = promptPresets[0]!;
