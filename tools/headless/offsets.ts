import { wellFormedJson } from '../../src/formats/text/well-formed-json';
import type { Page } from '@playwright/test';
import type { FixedCrop, OptimisationConfig, OptimisationStep } from '../../src/augmentation/optimisation-config';
import { writeOffsetsFile } from '../../src/augmentation/offsets-file';
import { effectiveParameters } from '../../src/method/optimisation-presets';
import type { OffsetConfig } from './config/optimize-config';
import { defined } from './defined';
import { cropImage, type ImageRef } from './images';
import { inPage } from './in-page';
import { summary, writeLearning } from './learning';
import { provenance, type Ready } from './model';
import { type OpenSource, openRefs, sourceOf } from './source-images';

/**
 * Learns semantic offsets as the page does, and writes them.
 * @param folder where the paths of the configuration begin
 * @throws HeadlessError `bad-config` at once for what the configuration names and is not there
 */
export function learnOffsets(
  config: OffsetConfig,
  folder: string,
  out: string,
): (page: Page, ready: Ready) => Promise<object> {
  const { images, dataset, format, part, crops: named, sourceImages, ...given } = config;
  const source = sourceOf({ images, dataset, format, part }, folder);
  const fixed = named === undefined ? null : fixedCrops(named, folder);
  const open: OpenSource = fixed === null ? source : (page) => openRefs(page, fixed.images);
  return async (page, ready) => {
    const defaults = ready.model.optimisationDefaults;
    const { sourceImages: most, ...parameters } = effectiveParameters(defaults, defined({ ...given, sourceImages }));
    const { key, names } = await open(page, most);
    const run: OptimisationConfig = {
      ...parameters,
      method: 'additive',
      sourcePrompt: config.sourcePrompt,
      targetPrompts: config.targetPrompts,
      ...(fixed === null ? {} : { crops: fixed.crops }),
    };
    const { offsets, iterations, steps } = await optimise(page, run, key);
    const { crops: _, ...rest } = run;
    const document = {
      kind: 'optimisation',
      ...provenance(ready),
      seed: run.seed,
      config: { ...rest, ...defined({ images, dataset, format, part, sourceImages: most, crops: named }) },
      images: names,
      iterations,
      ...summary(steps),
    };
    const bytes = writeOffsetsFile(offsets, {
      config: wellFormedJson(document.config),
      provenance: wellFormedJson({
        modelHash: ready.model.hash,
        backend: ready.backend.name,
        adapter: ready.backend.adapter,
      }),
    });
    writeLearning(out, document, steps, run.targetPrompts.length, { name: 'offsets.safetensors', bytes });
    return { ...document, out };
  };
}

async function optimise(page: Page, config: OptimisationConfig, images: string) {
  return inPage(
    page,
    async (request: { config: OptimisationConfig; images: string }) => {
      const steps: OptimisationStep[] = [];
      const { iterations: total } = request.config;
      let said = 0;
      const job = playgroundEngine.optimise(request.config, openedImages.take(request.images), {
        onSteps: (batch) => {
          steps.push(...batch);
          const last = batch.at(-1);
          if (last === undefined || (performance.now() - said < 1000 && last.step + 1 < total)) return;
          said = performance.now();
          void reportProgress(`step ${last.step + 1}/${total} L_opt ${last.lossTotal.toFixed(5)}`);
        },
      });
      const { offsets, iterations } = await job.result;
      return { offsets, iterations, steps };
    },
    { config, images },
  );
}

/** Each image once, and the crops with their places among them. */
function fixedCrops(
  named: NonNullable<OffsetConfig['crops']>,
  folder: string,
): { readonly images: readonly ImageRef[]; readonly crops: readonly FixedCrop[] } {
  const images = new Map<string, ImageRef>();
  named.forEach(({ image }, at) => {
    if (!images.has(image)) images.set(image, cropImage(image, folder, `crops[${at}].image`));
  });
  const names = [...images.keys()];
  return {
    images: [...images.values()],
    crops: named.map(({ image, ...window }) => ({ ...window, image: names.indexOf(image) })),
  };
}
