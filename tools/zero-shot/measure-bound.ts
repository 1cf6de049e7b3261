import { createSceneDataset } from '../../src/data/scene-dataset';
import type { ProposalSource } from '../../src/detector/zero-shot/proposal-source';
import { zeroShotDefaults } from '../../src/detector/zero-shot/zero-shot-config';
import { createZeroShotDetector } from '../../src/detector/zero-shot/zero-shot-detector';
import { domainResult } from '../../src/evaluation/domain-result';
import { evaluateDetector } from '../../src/evaluation/evaluate-detector';
import type { BoxXYXY } from '../../src/geometry/box';
import type { RgbImage } from '../../src/geometry/rgb-image';
import { Random } from '../../src/math/random';
import { fromImageRows, type ImageRows } from '../../src/metrics/image-rows';
import { benchmarkDomains } from '../../src/scenes';
import { openBuiltinModel } from '../photometrics/builtin-model';
import { jitteredBox, type IouRange } from './jittered-boxes';
import { readResults, updateResults } from './results';

const images = 40;
/** Of a good detection network; and of a perfect one. */
const ranges = { jittered: { least: 0.7, most: 0.9 }, exact: { least: 1, most: 1 } } as const;

/** True boxes of the picture that is asked about, each as an object of which the source is sure. */
function knowingSource(range: IouRange, objectsOf: (image: RgbImage) => readonly BoxXYXY[]): ProposalSource {
  const random = new Random(1);
  return {
    propose: async (image) => {
      const boxes = objectsOf(image).map((box) => (range.least === 1 ? box : jitteredBox(box, image, range, random)));
      const labels = boxes.map(() => ({ label: 'object', score: 1 }));
      return {
        boxes: Float32Array.from(boxes.flat()),
        verdicts: { objectness: new Float32Array(boxes.length).fill(1), labels },
      };
    },
  };
}

// Bundled and run by `zero-shot.ts`: node measure-bound.mjs ROOT DOMAIN. What better boxes alone would bring: AP of CLIP alone on true boxes.
const [, , root, name] = process.argv as [string, string, string, string];
const { tower, preprocessing, embedTexts } = await openBuiltinModel(root);
const config = zeroShotDefaults(preprocessing.size);
const texts = {
  classes: await embedTexts(config.classes.map((className) => config.promptTemplate.replaceAll('{}', className))),
  background: [],
};
const ap = { jittered: 0, exact: 0 };
for (const boxes of ['jittered', 'exact'] as const) {
  const scenes = createSceneDataset({ domain: name, split: 'test', count: images });
  const truth = new WeakMap<RgbImage, readonly BoxXYXY[]>();
  const source = knowingSource(ranges[boxes], (image) => truth.get(image)!);
  const detector = createZeroShotDetector(tower, preprocessing, config, texts, source);
  const rows: ImageRows[] = [];
  await evaluateDetector(
    detector,
    {
      length: images,
      at: async (index) => {
        const scene = await scenes.at(index);
        truth.set(
          scene.image,
          scene.gt.map(({ box }) => box),
        );
        return scene;
      },
    },
    { onImage: (_, row) => rows.push(row) },
  );
  ap[boxes] = domainResult(name, rows.map(fromImageRows), config.classes).map50.voc11!;
  console.error(`${name}, ${boxes}: ${(100 * ap[boxes]).toFixed(1)}`);
}
const former = readResults(root).bound?.domains ?? [];
const measured = [...former.filter((domain) => domain.name !== name), { name, ...ap }];
const order = benchmarkDomains.map((domain) => domain.name as string);
const domains = measured.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
updateResults(root, { bound: { images, range: ranges.jittered, domains } });
// The text encoder's runtime keeps the process alive.
process.exit(0);
