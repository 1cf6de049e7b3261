// `npm run detector-figures`: measures the shipped detectors on test scenes of the five domains; writes models/builtin/detectors.json, which the page reads, and the table of the model card. Then it records what they find in the first test streets under all conditions, in public/scene-outcomes.json. A detector whose file has not changed is not measured again, and a run that was cut off goes on.
import type { Page } from '@playwright/test';
import { meanAp75 } from '../src/metrics/ap75';
import { evaluateMetric } from '../src/metrics/detection-metric';
import type { EvaluatedImage } from '../src/metrics/evaluated-image';
import { fromImageRows } from '../src/metrics/image-rows';
import type { EvaluationImage, ModelInfo } from '../src/engine/engine';
import type { DetectorFigures, ShippedFigures } from '../src/runs/records/detector-figures';
import type { ConditionOutcomes, DetectorOutcomes, RecordedOutcomes } from '../src/runs/records/scene-outcomes';
import { allConditions, benchmarkDomains, conditionName, sceneClasses, sourceDomain } from '../src/scenes';
import { defaultThresholds } from '../src/state/store/panes/detection-slice';
import { galleryScenes } from '../src/state/files/scene-images';
import { readFigures, shippedHashes, writeFigures } from './detector-figures/files';
import { conditionOutcomes, readOutcomes, writeOutcomes } from './detector-figures/outcomes';
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
  await recordOutcomes(page, model);
} finally {
  await close();
}

/** Records one condition after the other; what is there of the same files stays. */
async function recordOutcomes(opened: Page, model: ModelInfo): Promise<void> {
  const recorded: RecordedOutcomes['scenes'] = { split: 'test', first: 0, count: galleryScenes };
  const before = readOutcomes();
  const { boxNmsThresh } = defaultThresholds;
  const same = before?.modelHash === model.hash && before.scenes.count === recorded.count ? before : null;
  const shipped = [...shippedHashes()];
  const detectors: Record<string, DetectorOutcomes> = Object.fromEntries(
    shipped.flatMap(([name, sha256]) => {
      const known = same?.detectors[name];
      return known?.sha256 === sha256 ? [[name, known]] : [];
    }),
  );
  for (const [name, sha256] of shipped) {
    const info = model.detectors.find((detector) => detector.name === name);
    if (info?.config.boxNmsThresh !== boxNmsThresh)
      throw new Error(`${name} suppresses boxes at another IoU than the page, ${boxNmsThresh}.`);
    const conditions: Record<string, ConditionOutcomes> = { ...detectors[name]?.conditions };
    for (const condition of allConditions.map(conditionName)) {
      conditions[condition] ??= conditionOutcomes(
        (await evaluateScenes(opened, name, [condition], recorded)).map(({ rows }) => rows),
      );
      detectors[name] = { title: info.title, sha256, conditions };
      writeOutcomes({ modelHash: model.hash, scenes: recorded, boxNmsThresh, detectors });
    }
  }
}

async function measure(opened: Page, detector: string): Promise<Pick<ShippedFigures, 'ap50' | 'ap75'>> {
  const images = await evaluateScenes(opened, detector, domains, scenes);
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

/** Runs a detector over `count` test scenes of each condition, from `first` on. */
function evaluateScenes(
  opened: Page,
  detector: string,
  conditions: readonly string[],
  { first, count }: { readonly first: number; readonly count: number },
): Promise<readonly EvaluationImage[]> {
  return inPage(
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
    { detector, domains: conditions, first, count },
  );
}
