import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { resizeAntialiased } from '../../src/clip/image/pillow-resize';
import { resizeShortestEdge } from '../../src/geometry/resize';
import type { RgbImage } from '../../src/geometry/rgb-image';
import { dictionaryProtocol } from '../../src/photometrics/dictionary/protocol';
import { policyFile } from '../../src/photometrics/policy';
import { contactSheet, type ContactSheet, sheetTransforms } from '../../src/runs/figures/contact-sheet';
import { root } from '../install.mjs';
import { checkPrompts, chosenPolicy } from './chosen-policy';
import { type Command, inAPage } from './command';
import { photometricsSchema } from './config/photometrics-config';
import { checkConfig, readConfigFile } from './config/read-config';
import { checkDictionaryKeys, openDictionary } from './dictionary';
import { inPage } from './in-page';
import { opening, provenance } from './model';
import { commonOptions, wholeOption } from './options';
import { makeFolder, outOf, writeResult, writeWhole } from './out';
import { sourceOf } from './source-images';

/** Larger images look no better in the sheet. */
const sheetShortSide = 256;

/** Has prompts choose among photometric transforms; writes `run.json`, `policy.json`, `sheet.png` and `augment.py` into `--out`. */
export const photometrics: Command = {
  options: ['config', ...commonOptions],
  operands: null,
  resultFile: null,
  prepare: async (options) => {
    const file = readConfigFile(options.config, 'photometrics');
    const read = checkConfig(file, photometricsSchema);
    const config =
      options.seed === undefined ? read : { ...read, seed: wholeOption('seed', options.seed, 0, 4_294_967_295) };
    checkPrompts(config.sourcePrompt, config.targetPrompts);
    checkDictionaryKeys(config);
    const out = outOf(options.out, 'photometrics');
    const openSource = sourceOf(config, file.folder);
    const open = opening(options);
    return inAPage(async (page) => {
      const ready = await open(page);
      const [source, ...targets] = await embedTexts(page, [config.sourcePrompt, ...config.targetPrompts]);
      const { dictionary, origin, image, imageName } = await openDictionary(page, ready.model, config, openSource);
      const seed = config.seed ?? dictionaryProtocol.seed;
      const { policy, threshold, prompts } = chosenPolicy(dictionary, source!, targets, { ...config, seed });
      const { imageCount: sourceImages, transformCount: transforms } = dictionary.identity;
      const { probability } = policy;
      const run = {
        kind: 'photometrics',
        ...provenance(ready),
        seed,
        config: { ...config, seed, dictionary: origin, sourceImages, transforms, probability },
        dictionary: dictionary.identity,
        threshold,
        prompts,
      };
      const sheet = await drawSheet(page, {
        policy,
        threshold: config.control === 'none' ? threshold : null,
        image: forSheet(image),
        imageName,
        modelName: ready.model.name,
        strength: config.strength,
        transforms: sheetTransforms,
        about: run,
      });
      makeFolder(out);
      writeWhole(out, 'policy.json', policyFile(policy));
      writeWhole(out, 'augment.py', readFileSync(join(root, 'public/augment.py')));
      writeWhole(out, 'sheet.png', sheet);
      // Last, so that a folder with a run.json is a finished one.
      writeResult(out, 'run.json', run);
      return { ...run, out };
    });
  },
};

async function embedTexts(page: Page, texts: readonly string[]) {
  const embedded = await inPage(page, (prompts: readonly string[]) => playgroundEngine.embedText(prompts), texts);
  return embedded.map(({ text, embedding }) => ({ text, embedding }));
}

function forSheet(image: RgbImage): RgbImage {
  if (Math.min(image.width, image.height) <= sheetShortSide) return image;
  const { width, height } = resizeShortestEdge(image, sheetShortSide, Infinity);
  return resizeAntialiased(image, width, height, 'bicubic');
}

/** The sheet is drawn here, and made pixels by the page's browser. */
function drawSheet(page: Page, sheet: ContactSheet): Promise<Uint8Array> {
  return inPage(page, (svg: string) => playgroundPng(svg), contactSheet(sheet));
}
