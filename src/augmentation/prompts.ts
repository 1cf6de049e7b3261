/** A source prompt with the target prompts that go with it. */
export interface PromptPreset {
  readonly name: 'weather' | 'art';
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

/** The paper's prompts in the order of the released offsets (reference: `prunedprompts2.txt`; the art ones: `train_voc`). */
export const promptPresets: readonly [weather: PromptPreset, art: PromptPreset] = [
  {
    name: 'weather',
    sourcePrompt: 'an image taken during the day',
    targetPrompts: times.flatMap((time) => weathers.map((weather) => `an image taken on a ${weather} ${time}`)),
  },
  {
    name: 'art',
    sourcePrompt: 'a realistic image',
    targetPrompts: styles.map((style) => `an image in the ${style} style`),
  },
];
