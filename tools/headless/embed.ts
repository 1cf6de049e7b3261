import { CodedError } from '../../src/errors/coded-error';
import { inAPage, type Command } from './command';
import { readImageFiles } from './images';
import { inPage } from './in-page';
import { opening, provenance } from './model';
import { commonOptions } from './options';
import { openImages } from './page-images';
import { documentedHint } from './error';

/** Versions, backend and adapter, model. */
export const info: Command = {
  options: commonOptions,
  operands: null,
  resultFile: 'result.json',
  prepare: async (options) => {
    const open = opening(options);
    return inAPage(async (page) => {
      const ready = await open(page);
      const { vocabulary, ...model } = ready.model;
      const { version, backend, adapter, threads } = provenance(ready);
      return {
        versions: {
          playground: version,
          node: process.versions.node,
          browser: page.context().browser()?.version() ?? null,
        },
        backend,
        adapter,
        threads,
        software: ready.backend.software,
        reason: ready.backend.reason,
        choices: ready.backend.choices,
        model: { ...model, vocabularyWords: vocabulary?.length ?? null },
      };
    });
  },
};

/** `{tokens, embeddings}` of each text; embeddings have unit length. */
export const embedText: Command = {
  options: ['text', ...commonOptions],
  operands: null,
  resultFile: 'result.json',
  prepare: async (options) => {
    const texts = options.text ?? [];
    if (texts.length === 0)
      throw new CodedError('bad-arguments', 'embed-text needs at least one --text.', documentedHint);
    const open = opening(options);
    return inAPage(async (page) => {
      await open(page);
      const embedded = await inPage(page, (prompts: readonly string[]) => playgroundEngine.embedText(prompts), texts);
      return {
        tokens: embedded.map(({ tokens }) => tokens),
        embeddings: embedded.map(({ embedding }) => [...embedding]),
      };
    });
  },
};

/** `{embeddings}` of each image, unit length. */
export const embedImage: Command = {
  options: ['image', ...commonOptions],
  operands: null,
  resultFile: 'result.json',
  prepare: async (options) => {
    const files = readImageFiles(options.image, 'embed-image');
    const open = opening(options);
    return inAPage(async (page) => {
      await open(page);
      const embeddings: number[][] = [];
      for (const file of files) {
        const key = await openImages(page, [file]);
        const [embedding] = await inPage(
          page,
          async (images: string) => playgroundEngine.embedImages(openedImages.take(images)),
          key,
        );
        embeddings.push([...embedding!]);
      }
      return { embeddings };
    });
  },
};
