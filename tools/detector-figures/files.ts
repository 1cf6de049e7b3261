import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DetectorFigures, shippedMeans } from '../../src/runs/records/detector-figures';
import { benchmarkDomains, sourceDomain } from '../../src/scenes';
import { root } from '../install.mjs';
import { markdownTable } from '../markdown-table';

const figuresFile = join(root, 'models/builtin/detectors.json');
const cardFile = join(root, 'models/builtin/README.md');
const [start, end] = ['<!-- npm run detector-figures -->', '<!-- end of detector-figures -->'];

/** The hash of each detector file that is shipped, by the detector's name. */
export function shippedHashes(): ReadonlyMap<string, string> {
  const folder = join(root, 'models/builtin/detectors');
  return new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.safetensors'))
      .toSorted()
      .map((file) => [
        file.slice(0, -'.safetensors'.length),
        createHash('sha256')
          .update(readFileSync(join(folder, file)))
          .digest('hex'),
      ]),
  );
}

/** Null before anything was measured. */
export function readFigures(): DetectorFigures | null {
  return existsSync(figuresFile) ? (JSON.parse(readFileSync(figuresFile, 'utf8')) as DetectorFigures) : null;
}

/** Writes the figures for the page, and their table into the model card. */
export function writeFigures(figures: DetectorFigures): void {
  writeFileSync(figuresFile, `${JSON.stringify(figures, null, 1)}\n`);
  writeFileSync(cardFile, cardWith(figures));
}

/** The model card with the table of these figures. @throws Error where it has no place for it */
export function cardWith(figures: DetectorFigures): string {
  const card = readFileSync(cardFile, 'utf8');
  const [from, to] = [card.indexOf(start), card.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${cardFile} has no lines “${start}” and “${end}”.`);
  return `${card.slice(0, from + start.length)}\n\n${figuresText(figures)}\n\n${card.slice(to)}`;
}

function figuresText({ scenes: { split, first, count }, detectors }: DetectorFigures): string {
  const percent = (ap: number) => (100 * ap).toFixed(1);
  const unseen = benchmarkDomains.map(({ name }) => name).filter((name) => name !== sourceDomain);
  const lines = Object.entries(detectors).map(([name, figures]) => [
    `${figures.title} (\`${name}\`)`,
    percent(shippedMeans(figures).source),
    percent(figures.ap75),
    ...unseen.map((domain) => percent(figures.ap50[domain]!)),
    percent(shippedMeans(figures).unseen),
  ]);
  return `Streets ${first} to ${first + count - 1} of the split \`${split}\`, in each domain. AP50: mean AP at IoU .5, VOC 2007's 11 points, percent. AP75: COCO's.

${markdownTable(['detector', `${sourceDomain} AP50`, `${sourceDomain} AP75`, ...unseen.map((name) => `${name} AP50`), 'mean of four unseen'], lines)}`;
}
