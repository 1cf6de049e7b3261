import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zeroShotDefaults } from '../../src/detector/zero-shot/zero-shot-config';
import { readResults, type DetectionCost, type ZeroShotResults } from './results';

const file = 'docs/zero-shot.md';

/** Writes docs/zero-shot.md from what was measured. @param root of the repository */
export function writeReport(root: string): void {
  writeFileSync(join(root, file), zeroShotMarkdown(readResults(root) as ZeroShotResults));
}

/** The page as it is. */
export function readReport(root: string): string {
  return readFileSync(join(root, file), 'utf8');
}

const percent = (value: number) => (100 * value).toFixed(1);

/** The whole text of docs/zero-shot.md. */
export function zeroShotMarkdown({ benchmark, bound, cost }: ZeroShotResults): string {
  const { background, proposals: most, regions, overlapThresh, logitScale, classes } = zeroShotDefaults(96);
  const rows = benchmark.domains.map(({ name, proposals, recall50, recall70, ap, classes: each }) =>
    row([name, proposals.toFixed(0), ...[recall50, recall70, ap, ...each].map(percent)]),
  );
  const searched = (name: string) => benchmark.domains.find((domain) => domain.name === name)!.ap;
  const bounds = bound.domains.map(({ name, jittered, exact }) =>
    row([name, ...[searched(name), jittered, exact].map(percent)]),
  );
  return `# CLIP alone on the built-in benchmark

\`npm run zero-shot\` measures all of this and writes this file: ${benchmark.images} test scenes a domain, AP at IoU 0.5, VOC 2007 11-point, percent. Recall: share of the objects that a proposal covers with that IoU. [zero-shot.json](zero-shot.json) has the numbers.

|  | proposals | recall at .5 | recall at .7 | AP | ${classes.join(' | ')} |
${row(Array.from({ length: 5 + classes.length }, () => '---'))}
${rows.join('\n')}

Nothing here is learned from boxes. Selective search (Uijlings et al., IJCV 2013; here with colour, size and fill, from three segmentations) proposes at most ${most} regions. Each is pooled from V_a's features and embedded by V_b; of those that overlap by more than ${overlapThresh} the one with the largest class cosine stays, and the best ${regions} are cut out of the image with a fifth more around them and embedded as CLIP embeds images. The score is a softmax (scale ${logitScale}) over the mean of both cosines and a background of ${background.kind === 'margin' ? `cosine ${background.cosine}` : 'prompts'}.

Chosen on 40 scenes of \`daytime-clear/val\`, AP there: sliding windows in place of selective search, all scored from V_a's features, 3; selective search, scored from V_a's features alone, 6; cut-outs alone, 9; the mean of both, 14. Background prompts ("a street", "a house", "clouds", …) did no better than one cosine. V_b names 71 % of true boxes right when they are pooled from a whole scene's features, and 98 % of objects cut out of the image (models/builtin/accuracy.json): the second look is worth its time. What is left is localisation: boxes are those of segments, and nothing refines them.

## What better boxes would bring

The same with true boxes for proposals, each as an object of which the source is sure: moved and stretched at random to an IoU of ${bound.range.least} to ${bound.range.most} with the object (\`jittered\`), and as they are (\`exact\`). No source of proposals does better than this: it finds every object and nothing else. AP of ${bound.images} test scenes a domain, percent.

|  | selective search | jittered | exact |
| --- | --- | --- | --- |
${bounds.join('\n')}

## Proposals by a detection network

A network that was trained to find objects, such as D-FINE on COCO, can take the place of selective search ([models.md](models.md#proposals-for-clip-alone)). Its regions are pooled from V_a's features as before, so offsets stay in the path, and its boxes are the result's. What it calls them itself is shown beside the result and counts for nothing.

- Objectness o of a query is the largest sigmoid of its logits. Queries below .05 go, then those that overlap a surer one by more than .7, over all classes; at most 100 stay, cut to the image.
- All of them are scored; the second look is at the best ${zeroShotDefaults(96).regions} (${zeroShotDefaults(224).regions} with a public CLIP).
- The score of a class is √(p · o), with p its softmax as above: the geometric mean by which RegionCLIP (CVPR 2022) combines both. There o is a raw logit; here it is a probability.

No detection network knows the drawn scenes, so none is measured here: the table above bounds what it can bring, and photos of yours show it. The files of the hub were not run where this was written. What was tested is that their operators run and give what PyTorch gives, on a small network of made weights (\`src/detector/proposal-network/made-decoder.ts\`), and that boxes, names and scores follow from a file's answers.

## What it costs

RN50's size with random weights, on wasm in the page, a photo of ${cost.image.width} × ${cost.image.height} pixels, ${cost.proposals} proposals that a file gives at once, ${cost.secondLooks} second looks (${cost.processor}, ${cost.cores} cores, ${cost.threads} threads; load ${cost.load.toFixed(1)}):

|  | seconds | processor seconds |
| --- | --- | --- |
${costRow('first detection', cost.first)}
${costRow('the next one', cost.again)}

All processes of the browser together take at most ${(cost.peakBytes / 2 ** 30).toFixed(1)} GiB, with model, text tower and network. A load above the number of cores means that other work ran beside it: half of the processor seconds is then nearer to what two idle cores take than the seconds are.
`;
}

function costRow(name: string, { seconds, processorSeconds }: DetectionCost): string {
  return row([name, seconds.toFixed(0), processorSeconds.toFixed(0)]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
