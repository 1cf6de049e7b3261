import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DomainResult, EvaluationRequest } from '../../src/engine/engine';
import { metricMatches } from '../../src/metrics/detection-metric';
import { fromImageRows } from '../../src/metrics/image-rows';
import { encodeRanking, type RankedMatches } from '../../src/metrics/ranked-matches';
import { benchmarkDomains } from '../../src/scenes';
import type { Command } from './commands';
import { HeadlessError } from './error';
import { inPage, listen } from './in-page';
import { backendOf, prepare } from './model';

/** What `--out` gets beside the numbers: all that a bootstrap over images needs, by domain, then class. */
export type StoredMatches = Readonly<Record<string, readonly RankedMatches[]>>;

/**
 * AP per class and mean on built-in domains (all five unless `--dataset` names some), by each metric definition. `--detector` is a name, or a
 * file that training wrote; with `--out`, `matches.json` (VOC matching, IoU .5) is written there.
 */
export const evaluate: Command = async (options) => {
  const { detector, out } = options;
  if (detector === undefined) throw new HeadlessError('bad-arguments', 'evaluate needs --detector NAME or FILE.');
  const file = detector.endsWith('.safetensors') ? readDetector(detector) : null;
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
    const { results, images } = await inPage(
      page,
      async (request: { file: string | null; evaluation: EvaluationRequest }) => {
        const { file: base64, evaluation } = request;
        if (base64 !== null) {
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          await playgroundEngine.importDetector(evaluation.detector, bytes);
        }
        const seen: { domain: string; rows: Record<string, unknown> }[] = [];
        const found: readonly DomainResult[] = await playgroundEngine.evaluate(evaluation, {
          onProgress: ({ stage, done, total }) => {
            if (done % 50 === 0) void reportProgress(`${stage} ${done}/${total}`);
          },
          onImage: ({ domain, rows }) => {
            const plain = Object.entries(rows).map(([key, value]: [string, number | ArrayLike<number>]) => [
              key,
              typeof value === 'number' ? value : Array.from(value),
            ]);
            seen.push({ domain, rows: Object.fromEntries(plain) as Record<string, unknown> });
          },
        });
        return { results: found, images: seen };
      },
      {
        file,
        evaluation: { detector, source: { kind: 'builtin' as const, domains, split, imagesPerDomain } },
      },
    );
    if (out !== undefined) {
      const evaluated = images.map(({ domain, rows }) => ({
        domain,
        image: fromPlainRows(rows as unknown as PlainRows),
      }));
      const matches = Object.fromEntries(
        results.map(({ domain, classes }) => {
          const own = evaluated.filter((entry) => entry.domain === domain).map(({ image }) => image);
          return [domain, classes.map((_, k) => encodeRanking(metricMatches(own, k, 'voc2007')[0]!))];
        }),
      ) satisfies StoredMatches;
      mkdirSync(out, { recursive: true });
      writeFileSync(join(out, 'matches.json'), `${JSON.stringify(matches)}\n`);
    }
    return { detector, split, model: model.hash, backend: backend.name, domains: results };
  };
};

interface PlainRows {
  readonly width: number;
  readonly height: number;
  readonly gtClasses: readonly number[];
  readonly gtBoxes: readonly number[];
  readonly classes: readonly number[];
  readonly scores: readonly number[];
  readonly boxes: readonly number[];
}

function fromPlainRows(rows: PlainRows) {
  return fromImageRows({
    ...rows,
    gtClasses: Uint16Array.from(rows.gtClasses),
    gtBoxes: Float32Array.from(rows.gtBoxes),
    classes: Uint16Array.from(rows.classes),
    scores: Float32Array.from(rows.scores),
    boxes: Float32Array.from(rows.boxes),
  });
}

function readDetector(file: string): string {
  try {
    return readFileSync(file).toString('base64');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HeadlessError('bad-arguments', `Cannot read the detector ${file}: ${reason}`, 'Correct the path.');
  }
}
