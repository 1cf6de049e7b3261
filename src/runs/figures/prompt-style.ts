/**
 * Colours that stay apart for eyes without red or green cones, and stand out on light and dark: in CIELAB each pair is at least 35 apart as all three kinds
 * of eyes see it (a test computes that). `#rrggbb`, which every drawing program reads.
 */
const colours = ['#3c69c3', '#879600', '#781eff', '#5a96a5', '#5a693c'] as const;

/** What is cut out of a mark, where colours repeat. */
export const insets = ['whole', 'hole', 'level bar', 'upright bar', 'slash'] as const;
export type Inset = (typeof insets)[number];

/** How a prompt's marks look: each of 25 prompts has another pair of colour and inset. */
export interface PromptStyle {
  readonly colour: string;
  readonly inset: Inset;
}

/** @param target place of the prompt, from 0 */
export function promptStyle(target: number): PromptStyle {
  return {
    colour: colours[target % colours.length]!,
    inset: insets[Math.floor(target / colours.length) % insets.length]!,
  };
}
