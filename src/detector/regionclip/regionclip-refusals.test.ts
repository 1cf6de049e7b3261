/** Files in place of a fine-tuned RegionCLIP detector, with what is said of each. */
import { expect, it } from 'vitest';
import type { ModelErrorCode } from '../../errors/codes';
import type { WeightTensor } from '../../clip/weights/visual-weights';
import { byteSourceOf, type ByteSource } from '../../formats/byte-source';
import { CodedError } from '../../errors/coded-error';
import { readDetectorCheckpoint } from '../detector-checkpoint';
import { oneAxisTexts, regionclipArchitecture, regionclipBytes, regionclipFile } from './testing-regionclip';

type Model = Map<string, WeightTensor>;
interface Refusal {
  readonly what: string;
  readonly file: ByteSource;
  readonly classes?: readonly string[];
  readonly code: ModelErrorCode;
  readonly message: string | RegExp;
}

const box = 'roi_heads.box_predictor';
const zeros = (...shape: number[]): WeightTensor => ({
  shape,
  data: new Float32Array(shape.reduce((product, size) => product * size, 1)),
});
const without = (pattern: RegExp) => (model: Model) => {
  for (const name of Array.from(model.keys())) if (pattern.test(name)) model.delete(name);
};
/** Renames all tensors whose names begin so. */
const renamed = (from: string, to: string) => (model: Model) => {
  for (const [name, tensor] of Array.from(model)) {
    if (!name.startsWith(from)) continue;
    model.delete(name);
    model.set(to + name.slice(from.length), tensor);
  }
};
const whole = byteSourceOf(regionclipBytes);
const cut = (end: number) => byteSourceOf(regionclipBytes.slice(0, end));

const refusals: readonly Refusal[] = [
  {
    what: 'a feature pyramid for the proposals, as LVIS detectors have',
    file: regionclipFile((model) => {
      renamed('offline_backbone.', 'offline_backbone.bottom_up.')(model);
      model.set('offline_backbone.fpn_lateral2.weight', zeros(256, 16, 1, 1));
    }),
    code: 'unsupported-model',
    message: /^This detector has a feature pyramid \(FPN\), as RegionCLIP’s for LVIS have\./u,
  },
  {
    what: 'CLIP within a feature pyramid',
    file: regionclipFile(renamed('backbone.', 'backbone.bottom_up.')),
    code: 'unsupported-model',
    message: /^This detector has a feature pyramid/u,
  },
  {
    what: 'a proposal network of two convolutions',
    file: regionclipFile(
      renamed('offline_proposal_generator.rpn_head.conv.', 'offline_proposal_generator.rpn_head.conv.conv0.'),
    ),
    code: 'unsupported-model',
    message: /^This detector has a feature pyramid/u,
  },
  {
    what: 'a checkpoint of pretraining',
    file: regionclipFile((model) => {
      without(/box_predictor/u)(model);
      model.set('teacher_backbone.layer1.0.conv1.weight', zeros(4, 4, 1, 1));
    }),
    code: 'unsupported-model',
    message: /^This is a checkpoint of RegionCLIP’s pretraining/u,
  },
  {
    what: 'a proposal network alone',
    file: regionclipFile((model) => {
      without(/^(?:backbone|roi_heads)\./u)(model);
      renamed('offline_', '')(model);
    }),
    code: 'unsupported-model',
    message: /^This is a detector on a ResNet of ImageNet, or a proposal network alone/u,
  },
  {
    what: 'no proposal network',
    file: regionclipFile(without(/^offline_proposal_generator/u)),
    code: 'unsupported-model',
    message: /no proposal network \(“offline_proposal_generator”\)\.$/u,
  },
  {
    what: 'no CLIP',
    file: regionclipFile(without(/^backbone\./u)),
    code: 'unsupported-model',
    message: 'The file has proposals (“offline_backbone”), but no CLIP: there is no “backbone.layer1”.',
  },
  {
    what: 'no box regressor',
    file: regionclipFile(without(/bbox_pred/u)),
    code: 'unsupported-model',
    message: `The file has no box regressor: there is no "${box}.bbox_pred.weight". It is probably from before fine-tuning.`,
  },
  {
    what: 'no class embeddings',
    file: regionclipFile(without(/cls_score/u)),
    code: 'unsupported-model',
    message: `The file has no class embeddings: there is neither "${box}.test_cls_score.weight" nor "${box}.cls_score.weight". They are left out where a program saves only what it has trained.`,
  },
  {
    what: 'no background embedding',
    file: regionclipFile(without(/cls_bg_score/u)),
    code: 'unsupported-model',
    message: `The checkpoint's "${box}.cls_bg_score.weight" should be [1, 32] and is missing.`,
  },
  {
    what: 'class embeddings of another length',
    file: regionclipFile((model) => model.set(`${box}.test_cls_score.weight`, zeros(65, 64))),
    code: 'unsupported-model',
    message: `The checkpoint's "${box}.test_cls_score.weight" should be [65, 32] and is [65, 64].`,
  },
  {
    what: 'a number of classes that is no list of COCO',
    file: regionclipFile((model) => model.set(`${box}.test_cls_score.weight`, zeros(70, 32))),
    code: 'bad-config',
    message:
      'The checkpoint has embeddings of 70 classes, which is none of RegionCLIP’s lists of COCO (48, 65 and 80 classes), and does not name them.',
  },
  {
    what: 'that number, and other names',
    file: regionclipFile((model) => model.set(`${box}.test_cls_score.weight`, zeros(70, 32))),
    classes: ['car', 'bus'],
    code: 'bad-config',
    message:
      'The checkpoint has embeddings of 70 classes, which is none of RegionCLIP’s lists of COCO (48, 65 and 80 classes), and 2 names for them.',
  },
  {
    what: 'more names than a detector can have',
    file: whole,
    classes: Array.from({ length: 10_000 }, (_, at) => `class ${at}`),
    code: 'bad-config',
    message: '10000 classes are wanted, and a detector has 1000 at most.',
  },
  {
    what: 'some of the classes where each has boxes of its own',
    file: regionclipFile((model) => {
      model.set(`${box}.bbox_pred.weight`, zeros(260, 32));
      model.set(`${box}.bbox_pred.bias`, zeros(260));
    }),
    classes: ['person'],
    code: 'bad-config',
    message:
      'The checkpoint regresses a box for each of its 65 classes, so that it finds no others and no part of them.',
  },
  {
    what: 'boxes of another number than classes',
    file: regionclipFile((model) => model.set(`${box}.bbox_pred.weight`, zeros(192, 32))),
    code: 'unsupported-model',
    message: `The checkpoint's "${box}.bbox_pred.weight" should be [260, 32] and is [192, 32].`,
  },
  {
    what: 'a gap in the proposal tower',
    file: regionclipFile(without(/^offline_backbone\.res3\.1\.conv2\.norm\.bias$/u)),
    code: 'unsupported-model',
    message: 'The proposal tower\'s "offline_backbone.res3.1.conv2.norm.bias" should be [8] and is missing.',
  },
  {
    what: 'a proposal tower that strides elsewhere',
    file: regionclipFile((model) => model.set('offline_backbone.res3.0.conv1.weight', zeros(8, 16, 3, 3))),
    code: 'unsupported-model',
    message:
      'The proposal tower\'s "offline_backbone.res3.0.conv1.weight" should be [8, 16, 1, 1] and is [8, 16, 3, 3].',
  },
  {
    what: 'a value that is no number',
    file: regionclipFile((model) =>
      model.set('offline_backbone.stem.conv1.weight', {
        shape: [8, 3, 7, 7],
        data: new Float32Array(8 * 3 * 49).fill(Number.NaN),
      }),
    ),
    code: 'bundle-file-broken',
    message: 'The checkpoint\'s "offline_backbone.stem.conv1.weight" holds values that are not finite.',
  },
  {
    what: 'a variance below zero',
    file: regionclipFile((model) =>
      model.set('offline_backbone.stem.conv1.norm.running_var', { shape: [8], data: new Float32Array(8).fill(-1) }),
    ),
    code: 'bundle-file-broken',
    message: 'The checkpoint\'s "offline_backbone.stem.conv1.norm.running_var" holds variances below zero.',
  },
  {
    what: 'a file of MMDetection',
    file: regionclipFile((model) => {
      without(/./u)(model);
      model.set('backbone.layer1.0.conv1.weight', zeros(4, 4, 1, 1));
      model.set('rpn_head.rpn_conv.weight', zeros(4, 4, 3, 3));
      model.set('roi_head.bbox_head.fc_reg.weight', zeros(4, 32));
    }),
    code: 'unsupported-model',
    message: 'The file is a detector of MMDetection: it has "rpn_head.rpn_conv.weight".',
  },
  {
    what: 'a file that breaks off',
    file: cut(100_000),
    code: 'bundle-file-broken',
    message: 'the zip file breaks off before the list of its files, which stands at its end.',
  },
  {
    what: 'a file without its last bytes',
    file: cut(regionclipBytes.length - 30),
    code: 'bundle-file-broken',
    message: /breaks off/u,
  },
  {
    what: 'another program’s file',
    file: byteSourceOf(new TextEncoder().encode('\u0089HDF\r\n\u001a\n of Keras')),
    code: 'bundle-file-broken',
    message: 'the file is no PyTorch checkpoint: it is neither a zip nor the older form.',
  },
];

it.each(refusals)('refuses $what', async ({ file, classes, code, message }) => {
  const error: unknown = await readDetectorCheckpoint(file, classes ? { classes } : {}, oneAxisTexts).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CodedError);
  expect(error).toMatchObject({
    code,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
    hint: expect.stringMatching(/\.$/u),
  });
});

it('wants the text tower of its own CLIP for classes that it does not hold, and none for those that it does', async () => {
  const other = { ...oneAxisTexts, architecture: { ...regionclipArchitecture, width: 64, embeddingDim: 1024 } };
  await expect(readDetectorCheckpoint(whole, { classes: ['scarecrow', 'car'] }, other)).rejects.toMatchObject({
    code: 'bundle-mismatch',
    message: expect.stringMatching(/^The file has no embedding of “scarecrow”, and the loaded model is not the CLIP/u),
  });
  const { detector } = await readDetectorCheckpoint(whole, { classes: ['car'] }, other);
  expect(detector.config.classes).toEqual(['car']);
});
