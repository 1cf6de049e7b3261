// `npm run detector-figures`: measures the shipped detectors on test scenes of the five domains; writes models/builtin/detectors.json, which the page reads, and the table of the model card. A detector whose file has not changed is not measured again.
import type { Page } from '@playwright/test';
import { meanAp75 } from '../src/metrics/ap75';
import { evaluateMetric } from '../src/metrics/detection-metric';
import type { EvaluatedImage } from '../src/metrics/evaluated-image';
import { fromImageRows } from '../src/metrics/image-rows';
import type { EvaluationImage } from '../src/engine/engine';
import type { DetectorFigures, ShippedFigures } from '../src/runs/records/detector-figures';
import { benchmarkDomains, sceneClasses, sourceDomain } from '../src/scenes';
import { readFigures, shippedHashes, writeFigures } from './detector-figures/files';
import { inPage, listen } from './headless/in-page';
import { prepare } from './headless/model';
import { openPage } from './page';

/** Streets that no trial and no table of the first rows has looked at. */
const scenes: DetectorFigures['scenes'] = { split: 'test', first: 200, count: 200 };
const domains = benchmarkDomains.map(({ name }) => name);

const { page, close } = await openPage({ isolated: false });
try {
  await listen(page);
  const { model } = await prepare(page, 'wasm');
  const before = readFigures();
  const comparable =
    before?.modelHash === model.hash && JSON.stringify(before.scenes) === JSON.stringify(scenes) ? before : null;
  const detectors: Record<string, ShippedFigures> = {};
  for (const [name, sha256] of shippedHashes()) {
    const title = model.detectors.find((detector) => detector.name === name)?.title ?? name;
    const known = comparable?.detectors[name];
    detectors[name] = known?.sha256 === sha256 ? known : { title, sha256, ...(await measure(page, name)) };
  }
  writeFigures({ modelHash: model.hash, scenes, detectors });
} finally {
  await close();
}

async function measure(opened: Page, detector: string): Promise<Pick<ShippedFigures, 'ap50' | 'ap75'>> {
  const images = await inPage(
    opened,
    async (wanted: { detector: string; domains: readonly string[]; first: number; count: number }) => {
      const found: EvaluationImage[] = [];
      let said = 0;
      await playgroundEngine.evaluate(
        {
          detector: wanted.detector,
          source: {
            kind: 'builtin',
            domains: wanted.domains,
            split: 'test',
            imagesPerDomain: wanted.first + wanted.count,
          },
          from: wanted.domains.map(() => wanted.first),
        },
        {
          onImage: (image) => found.push(image),
          onProgress: ({ done, total }) => {
            if (performance.now() - said < 10_000 && done < total) return;
            said = performance.now();
            void reportProgress(`${wanted.detector}: ${found.length} of ${wanted.domains.length * wanted.count}`);
          },
        },
      );
      return found;
    },
    { detector, domains, first: scenes.first, count: scenes.count },
  );
  const of = (wanted: string): readonly EvaluatedImage[] =>
    images.filter(({ domain }) => domain === wanted).map(({ rows }) => fromImageRows(rows));
  const rounded = (ap: number | null) => Math.round((ap ?? 0) * 1e4) / 1e4;
  return {
    ap50: Object.fromEntries(
      domains.map((domain) => [domain, rounded(evaluateMetric(of(domain), sceneClasses.length, 'voc2007').mean)]),
    ),
    ap75: rounded(meanAp75(of(sourceDomain), sceneClasses.length)),
  };
}
