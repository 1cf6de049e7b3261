import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mean } from '../../src/math/statistics';
import { domainAp, unseenAp, unseenDomains } from '../../src/runs/records/benchmark-results';
import { sourceDomain } from '../../src/scenes/conditions';
import { root } from '../install.mjs';
import { markdownTable } from '../markdown-table';
import { fileOf, type StoredRun } from '../reproduce/stored-run';
import type { DetectionEvidence } from './compared/detection-comparison';
import type { StepEvidence } from './compared/step-comparison';
import type { TwinRun } from './twin-run';

/** What `npm run twin-compare` found, as far as it is there. */
export interface TwinEvidence {
  readonly steps: StepEvidence | null;
  readonly detections: DetectionEvidence | null;
  /** `none` by both, with the same seeds. */
  readonly seeds: readonly SeedPair[];
}

type Tested = Pick<StoredRun, 'validation' | 'domains'>;

interface SeedPair {
  readonly seed: number;
  readonly ours: Tested;
  readonly twin: Tested;
}

/** The twin's runs that are kept, one file each. */
const folder = join(root, 'docs/twin');

/** Writes docs/twin.md from the files beside it. */
export function writeTwinReport(): void {
  writeFileSync(join(root, 'docs/twin.md'), twinMarkdown(collectEvidence()));
}

/** The files in docs, read. */
export function collectEvidence(): TwinEvidence {
  const read = (name: string): unknown => {
    const file = join(root, 'docs', name);
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  };
  const files = existsSync(folder)
    ? readdirSync(folder).filter((name) => /^none-seed\d+-steps500\.json$/u.test(name))
    : [];
  const runs = files.map((name) => read(join('twin', name)) as TwinRun).sort((a, b) => a.seed - b.seed);
  return {
    steps: read('twin-steps.json') as StepEvidence | null,
    detections: read('twin-detections.json') as DetectionEvidence | null,
    seeds: runs.map((twin) => ({
      seed: twin.seed,
      ours: JSON.parse(readFileSync(fileOf('none', twin.seed), 'utf8')) as StoredRun,
      twin,
    })),
  };
}

/** The whole text of docs/twin.md. */
export function twinMarkdown({ steps, detections, seeds }: TwinEvidence): string {
  return `${[
    '# The training in PyTorch',
    '`npm run twin-compare -- steps`, and with a detector’s file in place of `steps`, write the numbers of this file; the tests need no Python.',
    'The twin (`tools/twin/torch`) trains the detector of the built-in benchmark in PyTorch, as the playground does: the same start from the built-in CLIP, the same scenes, recipe, losses and optimiser. It draws with the playground’s own generator, so that a seed means the same images, mirrors, anchors, first weights and augmentations on both sides. Its `detector.safetensors` is a detector of the playground.',
    '```sh\nnpm run twin -- --rows none,additive --seeds 4,5 --steps 2500 --validation 0-399 --test 200-399 --results docs/table\n```',
    'This renders what scenes are missing into `.cache/twin`, trains row by row, tests each detector with the playground’s metrics, and writes a file for each run. `--others 200-399` tests the thirteen other conditions, too, and `--corrupted 200-299` source streets under six corruptions at severity 3. A detector that is trained is not trained again: what its file lacks of what is asked for is tested, and nothing else; with `--test-only` a row that is not trained yet is left out. A run that was ended goes on from its last checkpoint, and a test from its last finished scenes, to the same result. `npm run table` makes [the table](results.md) of the runs in `docs/table`. `--policy NAME=FILE` adds a row that trains with a policy (docs/photometrics.md); `{seed}` in the file’s name stands for the seed. `--device cuda` takes a GPU. `PYTHON` names a Python with torch 1.13 or later and numpy.',
    'On a CPU, torch wants a fast BLAS: Debian’s is slow without `libopenblas0`.',
    ...stepSection(steps),
    ...detectionSection(detections),
    ...seedSection(seeds),
  ].join('\n\n')}\n`;
}

function stepSection(evidence: StepEvidence | null): readonly string[] {
  if (evidence === null) return [];
  return [
    '## The same steps',
    `${evidence.steps} steps with seed ${evidence.seed}, on the images, objects, anchors, regions and offsets that the playground drew. The largest difference of any of the four losses in any step, as a share of the playground’s: once with the playground’s weights at every step, which compares the losses alone, and once with weights that went their own way since the first step. Rounding grows there step by step, as it does between any two machines; where images are changed at random it grows faster.`,
    markdownTable(
      ['method', 'with the same weights', 'each with its own', 'images drawn alike', 'anchors drawn alike'],
      evidence.methods.map(({ method, largestDifference, largestDifferenceAtOurWeights, steps }) => [
        method,
        percent(largestDifferenceAtOurWeights),
        percent(largestDifference),
        share(steps, ({ imagesDrawnAlike }) => imagesDrawnAlike),
        share(steps, ({ anchorsDrawnAlike }) => anchorsDrawnAlike),
      ]),
    ),
    'Images are drawn alike where the twin made the same bytes from its own draws, the changes of the method included; anchors of an image, where the twin drew the same ones for the loss.',
  ];
}

function share<Step>(steps: readonly Step[], count: (step: Step) => number): string {
  const images = 4 * steps.length;
  return `${steps.reduce((sum, step) => sum + count(step), 0)} of ${images}`;
}

function detectionSection(evidence: DetectionEvidence | null): readonly string[] {
  if (evidence === null) return [];
  return [
    '## The same detections',
    `\`npm run twin-compare -- ${evidence.detector.file}\` compares what that detector (SHA-256 \`${evidence.detector.sha256}\`) finds on ${evidence.domains.reduce((sum, { images }) => sum + images, 0)} streets. A pair has the same class and an IoU of at least 0.99.`,
    markdownTable(
      ['', 'found here', 'found in PyTorch', 'pairs', 'largest difference of scores', 'AP here', 'AP in PyTorch'],
      evidence.domains.map((found) => [
        found.domain,
        String(found.ours),
        String(found.twin),
        String(found.pairs),
        found.largestScoreDifference.toExponential(1),
        ap(found.apOurs),
        ap(found.apTwin),
      ]),
    ),
  ];
}

function seedSection(seeds: readonly SeedPair[]): readonly string[] {
  if (seeds.length === 0) return [];
  const columns: readonly (readonly [string, (tested: Tested) => number])[] = [
    ['validation', ({ validation }) => validation.map50.voc11 ?? NaN],
    ...[sourceDomain, ...unseenDomains].map((name) => [name, (tested: Tested) => domainAp(tested, name)] as const),
    ['mean of four unseen', (tested) => unseenAp(tested)],
  ];
  const line = (title: string, of: (value: (tested: Tested) => number) => number): readonly string[] => [
    title,
    ...columns.map(([, value]) => (100 * of(value)).toFixed(1)),
  ];
  return [
    '## The same table',
    '`npm run twin -- --rows none --seeds 1,2,3 --steps 500 --results docs/twin` made the runs in PyTorch.',
    'No augmentation, 500 steps, as in [ablation.md](ablation.md): AP at IoU 0.5 in percent, VOC 2007 11-point. A seed starts both sides alike, but rounding parts them within some dozen steps: they end as two detectors of one recipe.',
    markdownTable(
      ['', ...columns.map(([name]) => name)],
      [
        ...seeds.flatMap(({ seed, ours, twin }) => [
          line(`seed ${seed}, here`, (value) => value(ours)),
          line(`seed ${seed}, PyTorch`, (value) => value(twin)),
        ]),
        line('mean, here', (value) => mean(seeds.map(({ ours }) => value(ours)))),
        line('mean, PyTorch', (value) => mean(seeds.map(({ twin }) => value(twin)))),
        line('PyTorch − here', (value) => mean(seeds.map(({ ours, twin }) => value(twin) - value(ours)))),
      ],
    ),
  ];
}

function percent(part: number): string {
  return `${(100 * part).toPrecision(2)} %`;
}

function ap(value: number | null): string {
  return value === null ? '–' : (100 * value).toFixed(2);
}
