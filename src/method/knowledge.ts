/**
 * What a method knows of the target weathers, from the least to the most; the fact counts the most that enters. Transforms that are meant for no
 * weather in particular count as nothing, though people who know weather thought them out.
 */
export const knowledge = {
  nothing: { label: 'knows nothing', meaning: 'Nothing of the target weathers enters.' },
  prompt: { label: 'knows prompts', meaning: 'Prompts name the target weathers; no image of them enters.' },
  prior: {
    label: 'knows by prior',
    meaning: 'People who know the target weathers wrote them into the method, so it is no fair competitor.',
  },
  'target-images': {
    label: 'oracle: uses target images',
    meaning:
      'Images of the target weathers enter, which no fair competitor may use: it shows how far one can come at best.',
  },
} as const;

export type Knowledge = keyof typeof knowledge;
