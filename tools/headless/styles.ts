import type { Page } from '@playwright/test';
import type { OptimisationStep } from '../../src/augmentation/optimisation-config';
import type { StyleConfig } from '../../src/augmentation/pin/style-config';
import { writeStylesFile } from '../../src/augmentation/pin/styles-file';
import type { StyleRunConfig } from './config/optimize-config';
import { inPage } from './in-page';
import { summary, writeLearning } from './learning';
import { provenance, type Ready } from './model';
import { defined } from './defined';
import { sourceOf } from './source-images';

/** Learns styles by PIN as the page does, and writes them. @throws HeadlessError `bad-config`, as `learnOffsets` */
export function learnStyles(
  { images, dataset, format, part, sourceImages, ...given }: StyleRunConfig,
  folder: string,
  out: string,
): (page: Page, ready: Ready) => Promise<object> {
  const open = sourceOf({ images, dataset, format, part }, folder);
  return async (page, ready) => {
    const config: StyleConfig = { ...ready.model.styleDefaults, ...defined(given), targetPrompts: given.targetPrompts };
    const most = sourceImages ?? config.crops;
    const { key, names } = await open(page, most);
    const { styles, steps, rows } = await inPage(
      page,
      async (request: { config: StyleConfig; images: string }) => {
        const all: OptimisationStep[] = [];
        let said = 0;
        const job = playgroundEngine.learnStyles(request.config, openedImages.take(request.images), {
          onSteps: (batch) => {
            all.push(...batch);
            const last = batch.at(-1);
            if (last === undefined || performance.now() - said < 1000) return;
            said = performance.now();
            void reportProgress(`step ${last.step + 1} loss ${last.lossTotal.toFixed(5)}`);
          },
        });
        const result = await job.result;
        return { styles: result.styles, steps: result.steps, rows: all };
      },
      { config, images: key },
    );
    const run = {
      kind: 'styles',
      ...provenance(ready),
      seed: config.seed,
      config: { ...config, ...defined({ images, dataset, format, part, sourceImages: most }) },
      images: names,
      steps,
      ...summary(rows),
    };
    const file = { name: 'styles.safetensors', bytes: writeStylesFile(styles) };
    writeLearning(out, run, rows, config.targetPrompts.length, file);
    return { ...run, out };
  };
}
