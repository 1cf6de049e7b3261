import type { Method } from './method';
import { photometrics } from './photometrics';

/** The control: is it the text's choice that helps, or any transforms as strong and as few? */
export const photometricsRandom: Method = {
  ...photometrics,
  title: 'Matched random photometrics',
  summary:
    'As many transforms as the target prompts choose, which change pixels as much, drawn at random once per run.',
  learns: 'policy',
  policyRule: 'matched-random',
};
