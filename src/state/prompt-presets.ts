/** A ready-made pair of source prompt and target prompts. */
export interface PromptPreset {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly sourcePrompt: string;
  readonly targetPrompts: readonly string[];
}

const weathers = ['snow', 'fog', 'cloudy', 'rain', 'stormy'] as const;
const times = ['night', 'day', 'evening'] as const;
const styles = [
  'comics',
  'painting',
  'cartoon',
  'digital-art',
  'sketch',
  'watercolor painting',
  'oil painting',
] as const;

const weatherSource = 'an image taken during the day';

/** The paper's two prompt sets, and a short one for a first try. Order as in the reference: 5 night, 5 day, 5 evening. */
export const promptPresets: readonly PromptPreset[] = [
  {
    id: 'short',
    title: 'Four weathers',
    description: 'Four of the paper’s prompts: quick to optimise, one for each kind of trouble.',
    sourcePrompt: weatherSource,
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
    sourcePrompt: weatherSource,
    targetPrompts: times.flatMap((time) => weathers.map((weather) => `an image taken on a ${weather} ${time}`)),
  },
  {
    id: 'art',
    title: 'Paper: comics and watercolor',
    description: 'The 7 style prompts of the paper for Comic2k and Watercolor2k.',
    sourcePrompt: 'a realistic image',
    targetPrompts: styles.map((style) => `an image in the ${style} style`),
  },
];

/** What the page opens with. */
export const defaultPrompts: PromptPreset = promptPresets[0]!;
