import { boxXYXY } from '../../src/geometry/box';
import { iou } from '../../src/geometry/iou';
import { selectiveSearch } from '../../src/geometry/selective-search';
import { zeroShotName } from '../../src/detector/zero-shot/zero-shot-config';
import { benchmarkDomains, renderScene } from '../../src/scenes';
import { sceneSeed } from '../../src/scenes/splits';
import { headless } from '../reproduce/headless-process';
import type { ZeroShotResults } from './results';

const images = 100;

interface Evaluation {
  readonly domains: readonly {
    readonly domain: string;
    readonly map50: { readonly voc11: number };
    readonly classes: readonly { readonly name: string; readonly voc11: number | null }[];
  }[];
}

/** What CLIP alone detects on the built-in benchmark, in the page, and what selective search finds. */
export async function measureBenchmark(): Promise<ZeroShotResults['benchmark']> {
  const { domains } = await headless<Evaluation>(['evaluate', '--detector', zeroShotName, '--count', String(images)]);
  return {
    images,
    domains: benchmarkDomains.map(({ name, condition }) => {
      const { map50, classes } = domains.find(({ domain }) => domain === name)!;
      return { name, ...searched(condition), ap: map50.voc11, classes: classes.map(({ voc11 }) => voc11 ?? 0) };
    }),
  };
}

function searched(condition: (typeof benchmarkDomains)[number]['condition']) {
  let boxes = 0;
  const best: number[] = [];
  for (let index = 0; index < images; index++) {
    const { image, objects } = renderScene(sceneSeed('test', index), condition);
    const found = selectiveSearch(image);
    boxes += found.length / 4;
    for (const { box } of objects) {
      let most = 0;
      for (let at = 0; at < found.length; at += 4)
        most = Math.max(most, iou(box, boxXYXY(found[at]!, found[at + 1]!, found[at + 2]!, found[at + 3]!)));
      best.push(most);
    }
  }
  const recall = (least: number) => best.filter((value) => value >= least).length / best.length;
  return { proposals: boxes / images, recall50: recall(0.5), recall70: recall(0.7) };
}
