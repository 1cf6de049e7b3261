import type { Method } from './method';
import { photometrics } from './photometrics';
import { unrelated } from './unrelated';

/** The control: does any text do, or must it speak of the target? */
export const photometricsUnrelated: Method = {
  ...photometrics,
  title: 'Photometrics of unrelated prompts',
  summary: 'Changes each image by transforms that prompts chose which say nothing of weather.',
  learns: 'policy',
  policyRule: 'text',
  knows: 'nothing',
  suggestedPrompts: unrelated.suggestedPrompts,
};
