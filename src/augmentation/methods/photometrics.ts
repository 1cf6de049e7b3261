import { CodedError } from '../../errors/coded-error';
import { drawFromPolicy } from '../../photometrics/dictionary/draw-from-policy';
import type { Policy } from '../../photometrics/policy';
import type { ImageChange } from './image-change';
import type { Method, MethodSetting } from './method';

/** Each image of an augmented step is changed by a photometric transform that the target prompts chose (docs/photometrics.md). */
export const photometrics: Method = {
  title: 'Text-chosen photometrics',
  summary: 'Changes light, colour, contrast, haze, blur or noise of each image, as a target prompt asks for.',
  changes: 'images',
  learns: 'policy',
  policyRule: 'text',
  knows: 'prompt',
  suggestedPrompts: null,
  prepare: (setting) => {
    const policy = requirePolicy(setting);
    return (imageCount, random) => ({
      images: Array.from({ length: imageCount }, (): ImageChange => ({
        kind: 'transform',
        ...drawFromPolicy(policy, random),
      })),
    });
  },
};

function requirePolicy({ learned }: MethodSetting): Policy {
  if (learned?.kind === 'policy' && learned.policy.prompts.length > 0) return learned.policy;
  throw new CodedError(
    'bad-config',
    'Training with photometrics needs a policy.',
    'Let prompts choose transforms first, or name a policy file.',
  );
}
