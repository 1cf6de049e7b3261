import type { DomainResult, EvaluationRequest } from '../../src/engine/engine';
import type { Command } from './commands';
import { HeadlessError } from './error';
import { inPage, listen } from './in-page';
import { backendOf, prepare } from './model';
import { benchmarkDomains } from '../../src/scenes';

/** AP per class and mean on built-in domains (all five unless `--dataset` names some), by each metric definition. */
export const evaluate: Command = async (options) => {
  const detector = options.detector;
  if (detector === undefined) throw new HeadlessError('bad-arguments', 'evaluate needs --detector NAME.');
  const split = options.split ?? 'test';
  if (split !== 'val' && split !== 'test')
    throw new HeadlessError('bad-arguments', `--split is val or test, not ${split}.`);
  const imagesPerDomain = Number(options.count ?? 200);
  if (!Number.isInteger(imagesPerDomain) || imagesPerDomain < 1)
    throw new HeadlessError('bad-arguments', '--count is a whole number of images per domain.');
  const domains = options.dataset ?? benchmarkDomains.map(({ name }) => name);
  const choice = backendOf(options);
  return async (page) => {
    await listen(page, { progress: (line) => console.error(line) });
    const { backend, model } = await prepare(page, choice);
    const results = await inPage(
      page,
      async (request: EvaluationRequest): Promise<readonly DomainResult[]> =>
        playgroundEngine.evaluate(request, {
          onProgress: ({ stage, done, total }) => {
            if (done % 50 === 0) void reportProgress(`${stage} ${done}/${total}`);
          },
        }),
      { detector, source: { kind: 'builtin', domains, split, imagesPerDomain } },
    );
    return { detector, split, model: model.hash, backend: backend.name, domains: results };
  };
};
