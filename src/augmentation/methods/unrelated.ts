import { additive } from './additive';
import type { Method } from './method';

/** The paper's control `clip-random` (Table 7, supplement A.3): does any text do, or must it speak of the target? */
export const unrelated: Method = {
  ...additive,
  title: 'Unrelated prompts',
  summary: 'Adds offsets that were learned from prompts which say nothing of weather.',
  knows: 'nothing',
  suggestedPrompts: [
    'an image of a cat',
    'an image taken in front of a museum',
    'a picasso painting',
    'an image of the sky',
  ],
};
