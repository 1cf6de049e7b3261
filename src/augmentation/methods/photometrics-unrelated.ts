import type { Method } from './method';
import { photometrics } from './photometrics';
import { unrelated } from './unrelated';

/** The control: does any text do, or must it speak of the target? The choice is taken even where the model sees no photometric change in the words. */
export const photometricsUnrelated: Method = {
  ...photometrics,
  title: 'Photometrics of unrelated prompts',
  summary: 'Changes each image by transforms that prompts chose which say nothing of weather.',
  learns: 'policy',
  policyRule: 'any-text',
  suggestedPrompts: unrelated.suggestedPrompts,
};
