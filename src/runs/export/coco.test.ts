import { expect, it } from 'vitest';
import { exampleEvaluation } from '../testing';
import { cocoInstances, cocoResults } from './coco';

interface Instances {
  readonly images: readonly { readonly id: number; readonly file_name: string }[];
  readonly annotations: readonly { readonly image_id: number; readonly category_id: number; readonly area: number }[];
  readonly categories: readonly { readonly id: number; readonly name: string }[];
}
interface Result {
  readonly image_id: number;
  readonly category_id: number;
  readonly bbox: readonly number[];
  readonly score: number;
}

const evaluation = exampleEvaluation('e');
const instances = (domain: string | null) => JSON.parse(cocoInstances(evaluation, domain)) as Instances;
const results = (domain: string | null) => JSON.parse(cocoResults(evaluation, domain)) as readonly Result[];

it('boxes are corner and size, categories begin at 1, ids agree', () => {
  expect(results('daytime-clear')).toEqual([
    { image_id: 1_000_000, category_id: 2, bbox: [1.5, 2, 28.5, 38.25], score: 0.75 },
    { image_id: 1_000_001, category_id: 1, bbox: [1.5, 2, 28.5, 38.25], score: 0.5 },
  ]);
  const { images, annotations, categories } = instances(null);
  expect(images.map(({ id, file_name: name }) => [id, name])).toEqual([
    [1_000_000, 'builtin/daytime-clear/test/0'],
    [1_000_001, 'builtin/daytime-clear/test/1'],
    [2_000_000, 'builtin/night-rainy/test/0'],
    [2_000_001, 'builtin/night-rainy/test/1'],
  ]);
  expect(categories).toEqual([
    { id: 1, name: 'bus' },
    { id: 2, name: 'car' },
  ]);
  expect(annotations[0]).toEqual({
    id: 1,
    image_id: 1_000_000,
    category_id: 2,
    bbox: [1.5, 2, 28.5, 38.25],
    area: 28.5 * 38.25,
    iscrowd: 0,
  });
  const known = new Set(images.map(({ id }) => id));
  for (const { image_id: id } of [...annotations, ...results(null)]) expect(known.has(id)).toBe(true);
});

it('one domain alone has the ids that it has among all', () => {
  expect(instances('night-rainy').images.map(({ id }) => id)).toEqual([2_000_000, 2_000_001]);
  expect(results('night-rainy').map(({ image_id: id }) => id)).toEqual([2_000_001]);
});

it('ids of a domain with millions of images do not meet those of the next', () => {
  const source = { kind: 'builtin', domains: ['daytime-clear', 'night-rainy'], split: 'test' } as const;
  const large = {
    ...evaluation,
    config: { ...evaluation.config, source: { ...source, imagesPerDomain: 3_000_000 } },
  };
  const { images } = JSON.parse(cocoInstances(large, null)) as Instances;
  expect(images.map(({ id }) => id)).toEqual([10_000_000, 10_000_001, 20_000_000, 20_000_001]);
});
