/** Files that people have in place of a RegionCLIP detector fine-tuned on COCO, told by their names. */
import { CodedError } from '../../errors/coded-error';
import type { StateDict } from '../../clip/weights/state-dict';
import { bboxPred, clsScore, testClsScore } from '../region-head-shapes';

type Names = Pick<StateDict, 'has' | 'keys'>;

interface OtherForm {
  readonly isThis: (tensors: Names) => boolean;
  readonly message: string;
}

const released = 'Use finetuned-coco_rn50.pth or finetuned-coco_rn50x4.pth of RegionCLIP.';

/** In the order in which they are asked. */
const otherForms: readonly OtherForm[] = [
  {
    isThis: (tensors) => some(tensors, /(?:^|\.)teacher_backbone\./u),
    message:
      'This is a checkpoint of RegionCLIP’s pretraining: it has a student and a teacher, but no box regressor, and its proposals come from a feature pyramid (FPN).',
  },
  {
    isThis: (tensors) =>
      some(tensors, /^(?:offline_)?backbone\.(?:fpn_|bottom_up\.)/u) || some(tensors, /rpn_head\.conv\.conv\d/u),
    message:
      'This detector has a feature pyramid (FPN), as RegionCLIP’s for LVIS have. Only the C4 form is read here, whose towers end at res4.',
  },
  {
    isThis: (tensors) => !some(tensors, /^offline_backbone\./u) && some(tensors, /^backbone\.(?:stem|res2)\./u),
    message:
      'This is a detector on a ResNet of ImageNet, or a proposal network alone, as RegionCLIP’s rpn_coco files are: there is no CLIP in it.',
  },
  {
    isThis: (tensors) => !some(tensors, /^offline_proposal_generator\./u),
    message:
      'The file has a proposal tower (“offline_backbone”), but no proposal network (“offline_proposal_generator”).',
  },
  {
    isThis: (tensors) => !some(tensors, /^backbone\.layer1\./u),
    message: 'The file has proposals (“offline_backbone”), but no CLIP: there is no “backbone.layer1”.',
  },
  {
    isThis: (tensors) => !tensors.has(`${bboxPred}.weight`),
    message: `The file has no box regressor: there is no "${bboxPred}.weight". It is probably from before fine-tuning.`,
  },
  {
    isThis: (tensors) => !tensors.has(`${testClsScore}.weight`) && !tensors.has(`${clsScore}.weight`),
    message: `The file has no class embeddings: there is neither "${testClsScore}.weight" nor "${clsScore}.weight". They are left out where a program saves only what it has trained.`,
  },
];

/** Refuses every other form by what it is. @throws ModelError `unsupported-model` */
export function refuseOtherForms(tensors: Names): void {
  const other = otherForms.find(({ isThis }) => isThis(tensors));
  if (other !== undefined) throw new CodedError('unsupported-model', other.message, released);
}

function some(tensors: Names, pattern: RegExp): boolean {
  return Array.from(tensors.keys()).some((name) => pattern.test(name));
}
