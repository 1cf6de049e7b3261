import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AblationResults, AblationRow } from '../../src/runs/records/ablation-results';
import { domainAp, overSeeds, unseenAp, unseenDomains } from '../../src/runs/records/benchmark-results';
import { sourceDomain } from '../../src/scenes/conditions';
import { cosineText } from '../../src/runs/records/cosine-text';
import { paperDomains, paperMetric, paperTables } from '../../src/runs/records/paper-tables';
import { root } from '../install.mjs';
import { markdownTable } from '../markdown-table';
import { collectResults } from './results';
import { budget, type Row, rowNames, rows } from './rows';

/** Writes docs/ablation.md for readers, and public/ablation.json for the page, from the runs that are there. */
export function writeReport(): void {
  const results = collectResults();
  writeFileSync(join(root, 'public/ablation.json'), `${JSON.stringify(results)}\n`);
  writeFileSync(join(root, 'docs/ablation.md'), resultsMarkdown(results));
}

/** The whole text of docs/ablation.md. */
export function resultsMarkdown({ rows: lines }: AblationResults): string {
  const seeds = new Set(lines.flatMap(({ runs }) => runs.map(({ seed }) => seed)));
  const missing = lines.flatMap(({ title, runs }) => (runs.length < 3 ? [`${title}: ${runs.length} of 3`] : []));
  return `${[
    '# The ablation on the built-in benchmark',
    '`npm run reproduce` trains and tests every line, in the page’s own code, and writes this file; nothing here is written by hand. These are the rows of the paper’s tables 6 and 7 and a few more, after the 500 steps of the page’s preset; the [table of methods](results.md) has a longer budget.',
    `Mean AP at IoU 0.5 in percent, VOC 2007 11-point: mean over seeds, with the least and the largest. ${seeds.size === 0 ? 'No run is done yet.' : ''}`.trim(),
    'Every detector is trained on `daytime-clear/train` alone. The CLIP under it has seen captioned scenes of all weathers, as CLIP itself has seen photographs of all weathers: read every number with that in mind. Lines marked *oracle* used images of target weathers.',
    markdownTable(
      [
        '',
        'init',
        'classifier',
        'pooling',
        'augmentation',
        'seeds',
        'validation',
        sourceDomain,
        ...unseenDomains,
        'mean of four unseen',
        'unseen − none, 95 % interval',
        'alignment',
        'minutes a run',
      ],
      lines.map((row) => [
        row.oracle ? `${row.title} *(oracle)*` : row.title,
        row.init,
        row.classifier,
        row.pooling,
        row.method,
        String(row.runs.length),
        cell(row, (run) => run.validation.map50.voc11 ?? NaN),
        ...[sourceDomain, ...unseenDomains].map((domain) => cell(row, (run) => domainAp(run, domain))),
        cell(row, unseenAp),
        difference(row),
        cosineText(row.alignment),
        row.runs.length === 0
          ? ''
          : (row.runs.reduce((sum, run) => sum + run.secondsPerStep * run.steps, 0) / row.runs.length / 60).toFixed(1),
      ]),
    ),
    'The interval is a percentile bootstrap of 1000 resamples that draws seeds and test images, both with replacement; both detectors of a pair share seed and images. With one seed it covers the images only.',
    'Alignment: mean cosine of what a row adds to the features of V_a with the true mean shift to the weather that the prompt names, between the same streets of `daytime-clear/val`; unrelated prompts name none and are compared with all weathers, so read their number beside the one that the paper’s prompts reach with *other* weathers. Random offsets are those of the seeds 1 to 3. The oracle’s own shifts come from other streets, of `train`. A dash: the row adds nothing there, or its alignment is not measured yet (`npm run align-methods`; see [alignment.md](alignment.md)).',
    missing.length === 0 ? '' : `Still to be trained: ${missing.join('; ')}.`,
    `Budget of every line: ${budget.training.steps} steps of ${budget.training.imagesPerStep} images from ${budget.scenes} scenes, learning rate ${budget.training.learningRate}, trained: ${budget.training.trainable.join(', ')} and the new layers; chosen on \`daytime-clear/val\` (see [regime.md](regime.md)). The last step is tested; no checkpoint is selected.`,
    'From *scratch*, the whole tower starts at random and is trained; the constants of its batch norms are measured once, on source images. *Linear* is the learned classifier with a background row of plain Faster R-CNN, *text* compares with the embeddings of the class names. After *mean* pooling the attention pool is not used; the text classifier then gets a learned projection.',
    ...otherRates(),
    '## The paper’s own tables',
    `On Diverse Weather with ResNet-101: ${paperMetric}. The scenes, the model and the budget here are other and far smaller, so compare differences within a table, never numbers across.`,
    ...paperTables.flatMap(({ title, rows: entries }) => [
      `### ${title}`,
      markdownTable(
        ['', ...paperDomains],
        entries.map(({ name, values }) => [name, ...values.map((value) => value.toFixed(1))]),
      ),
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function otherRates(): readonly string[] {
  const found = rowNames.flatMap((name) => {
    const { title, learningRate }: Row = rows[name];
    return learningRate === undefined ? [] : [`${title}: learning rate ${learningRate}`];
  });
  return found.length === 0
    ? []
    : [`${found.join('; ')}, because at the usual one its loss on source images does not fall.`];
}

function cell(row: AblationRow, value: (run: AblationRow['runs'][number]) => number): string {
  const summary = overSeeds(row.runs.map((run) => 100 * value(run)));
  if (summary === null) return '';
  const { mean, min, max } = summary;
  return row.runs.length === 1 ? mean.toFixed(1) : `${mean.toFixed(1)} (${min.toFixed(1)}–${max.toFixed(1)})`;
}

function difference({ difference: found }: AblationRow): string {
  if (found === null) return '';
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(1)}`;
  const interval = found.interval === null ? '' : ` [${signed(found.interval.low)}, ${signed(found.interval.high)}]`;
  return `${signed(found.mean)}${interval}`;
}
