import type { Command } from './commands';
import { HeadlessError } from './error';
import { readImages } from './images';
import { inPage } from './in-page';
import { backendOf, prepare } from './model';

/** Versions, backend and adapter, model. */
export const info: Command = async (options) => {
  const choice = backendOf(options);
  return async (page) => {
    const { backend, model } = await prepare(page, choice);
    const { vocabulary, ...rest } = model;
    return {
      browser: page.context().browser()?.version() ?? null,
      backend,
      model: { ...rest, vocabularyWords: vocabulary?.length ?? null },
    };
  };
};

/** `{tokens, embeddings}` of each text; embeddings have unit length. */
export const embedText: Command = async (options) => {
  const texts = options.text ?? [];
  if (texts.length === 0) throw new HeadlessError('bad-arguments', 'embed-text needs at least one --text.');
  const choice = backendOf(options);
  return async (page) => {
    await prepare(page, choice);
    return inPage(
      page,
      async (prompts: string[]) => {
        const embedded = await playgroundEngine.embedText(prompts);
        return {
          tokens: embedded.map(({ tokens }) => tokens),
          embeddings: embedded.map(({ embedding }) => Array.from(embedding)),
        };
      },
      texts,
    );
  };
};

/** `{embeddings}` of each image, unit length. */
export const embedImage: Command = async (options) => {
  const images = await readImages(options.image);
  const choice = backendOf(options);
  return async (page) => {
    await prepare(page, choice);
    return inPage(
      page,
      async (files: { base64: string }[]) => {
        const decoded = [];
        for (const { base64 } of files) {
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          decoded.push(await playgroundEngine.decodeImage(new Blob([bytes])));
        }
        return { embeddings: (await playgroundEngine.embedImages(decoded)).map((embedding) => Array.from(embedding)) };
      },
      images,
    );
  };
};
