/** What stands beside a checkpoint for vidit09/domaingen: its prompt file, a configuration with the reference's keys, and what to type. */
import { wellFormedJson } from '../../formats/text/well-formed-json';
import type { Offsets } from '../../augmentation/offsets';
import { writeZip } from '../../formats/zip/zip';
import { type DetectorConfig, detectorPresets } from '../../method/detector-config';
import { referencePrompts } from '../../scenes/reference-prompts';
import { offsetsNpz } from './run-npz';

export interface ClusterPackage {
  /** A `.pth`. */
  readonly checkpoint: Uint8Array;
  readonly offsets: Offsets | null;
  /** The one in the checkpoint; null where it holds CLIP's tower alone. */
  readonly detector: Pick<DetectorConfig, 'classes' | 'imageShortSide' | 'imageMaxSide'> | null;
  /** The CLIP's name, such as RN101, and its sizes. */
  readonly model: { readonly name: string; readonly channels: number; readonly grid: number };
  /** Provenance, for `about.json` in the npz. */
  readonly about: object;
}

export const checkpointName = 'model_start.pth';
const promptsName = 'prunedprompts2.txt';
const encoder = new TextEncoder();

/** All of it as one zip. */
export function clusterZip(content: ClusterPackage): Uint8Array<ArrayBuffer> {
  const { checkpoint, offsets, about } = content;
  const text = (path: string, value: string) => ({ path, bytes: encoder.encode(value), pack: 'deflate' }) as const;
  return writeZip([
    { path: checkpointName, bytes: checkpoint, pack: 'stored' },
    ...(offsets === null
      ? []
      : [
          { path: 'offsets.npz', bytes: offsetsNpz(offsets, about), pack: 'stored' } as const,
          text(promptsName, promptFile(offsets.targetPrompts)),
        ]),
    text('clip_the_gap.yaml', configYaml(content)),
    text('README.md', commands(content)),
  ]);
}

/** One target prompt a line, as the reference reads them; the order is that of the offsets. */
export function promptFile(targetPrompts: readonly string[]): string {
  return `${targetPrompts.join('\n')}\n`;
}

/** The reference's keys (`configs/diverse_weather.yaml`, `modeling/config.py`) with what follows from the checkpoint. */
export function configYaml({ offsets, detector, model }: ClusterPackage): string {
  const { imageShortSide, imageMaxSide } = detector ?? detectorPresets.reference;
  return `BASE_YAML: "COCO-Detection/faster_rcnn_R_101_C4_3x.yaml"
DATASETS:
  TRAIN: ("daytime_clear_train",)
  TEST: ("daytime_clear_test",)
INPUT:
  MIN_SIZE_TRAIN: (${imageShortSide},)
  MAX_SIZE_TRAIN: ${imageMaxSide}
  MIN_SIZE_TEST: ${imageShortSide}
  MAX_SIZE_TEST: ${imageMaxSide}
  CLIP_RANDOM_CROPS: True
  RANDOM_CROP_SIZE: 400
SOLVER:
  BASE_LR: 0.001
  MAX_ITER: 100000
  STEPS: [40000,]
  WARMUP_ITERS: 0
  IMS_PER_BATCH: 4
  CHECKPOINT_PERIOD: 1000000
MODEL:
  WEIGHTS: "${checkpointName}"
  BACKBONE:
    NAME: ClipRN101
    UNFREEZE: ["layer3", "layer4", "attnpool"]
  CLIP_IMAGE_ENCODER_NAME: ${wellFormedJson(model.name)}
  META_ARCHITECTURE: "ClipRCNNWithClipBackboneWithOffsetGenTrainable"
  PROPOSAL_GENERATOR:
    NAME: "SBRPN"
  ROI_HEADS:
    NAME: "ClipRes5ROIHeadsAttn"
    NUM_CLASSES: ${detector?.classes.length ?? 7}
TEST:
  EVAL_SAVE_PERIOD: 5000
OUTPUT_DIR: "all_outs/clip_the_gap"
# Offsets are optimised in the first iterations of a training; those of the checkpoint stay as they are.
OFFSET_OPT_INTERVAL: [20000000]
OFFSET_OPT_ITERS: ${offsets === null ? 1000 : 0}
`;
}

/** What to type, and what the reference would not take as it is. */
export function commands(content: ClusterPackage): string {
  const problems = cautions(content);
  return `# On with PyTorch

\`${checkpointName}\` is in detectron2's form and holds numbers only: \`torch.load("${checkpointName}", weights_only=True)\`.

With vidit09/domaingen, from its folder:

\`\`\`sh
cp path/to/this/{${content.offsets === null ? '' : `${promptsName},`}${checkpointName}} .
cp path/to/this/clip_the_gap.yaml configs/
python train.py --config-file configs/clip_the_gap.yaml                # trains from here
python train.py --config-file configs/clip_the_gap.yaml --eval-only    # tests as it is
\`\`\`

On several GPUs add \`--num-gpus 4\` and scale \`SOLVER.BASE_LR\` and \`SOLVER.IMS_PER_BATCH\` together, on the same command line. The reference keeps batch norm in training mode, so results depend on the images a GPU gets at once. A \`model_best*.pth\` that comes out opens in the playground: Train, “PyTorch”.
${problems.length === 0 ? '' : `\nBefore you start:\n\n${problems.map((problem) => `- ${problem}`).join('\n')}\n`}`;
}

function cautions({ offsets, detector, model }: ClusterPackage): readonly string[] {
  const classes = detector?.classes ?? null;
  const { channels, grid } = model;
  const wanted = referencePrompts.weather;
  return [
    ...(channels === 1024 && grid === 14
      ? []
      : [
          `This CLIP has ${channels} channels on a ${grid} × ${grid} grid; the reference's code says 1024 and 14 (\`modeling/meta_arch.py\`) and builds RN101 (\`modeling/backbone.py\`). Change both, or take RN101.`,
        ]),
    ...(offsets !== null && offsets.sourcePrompt !== wanted.sourcePrompt
      ? [
          `The source prompt was “${offsets.sourcePrompt}”; the reference has its own in \`modeling/meta_arch.py\`, which matters only if offsets are optimised there.`,
        ]
      : []),
    ...(classes !== null && classes.length !== 7
      ? [
          `The detector has ${classes.length} classes (${classes.join(', ')}): register a data set with these, in this order.`,
        ]
      : []),
  ];
}
