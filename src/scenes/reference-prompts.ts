/** A source prompt and the target prompts that offsets are learned for. */
export interface PromptSet {
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

/** The paper's prompts in the order of vidit09/domaingen's prompt files, which its offsets follow: 5 night, 5 day, 5 evening; 7 styles. */
export const referencePrompts = {
  weather: {
    sourcePrompt: 'an image taken during the day',
    targetPrompts: times.flatMap((time) => weathers.map((weather) => `an image taken on a ${weather} ${time}`)),
  },
  art: {
    sourcePrompt: 'a realistic image',
    targetPrompts: styles.map((style) => `an image in the ${style} style`),
  },
} as const satisfies Record<string, PromptSet>;
