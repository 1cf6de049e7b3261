import { expect, it } from 'vitest';
import type { DataSetDescription, DataSetInfo } from '../../engine/engine';
import { dataProblems, summariseParts } from './data-summary';

type DescribedImage = DataSetDescription['parts'][number]['images'][number];
type DescribedObject = DescribedImage['objects'][number];

const object = (name: string, more: Partial<DescribedObject> = {}): DescribedObject => ({
  class: name,
  box: [0, 0, 1, 1],
  difficult: false,
  crowd: false,
  ...more,
});
const image = (width: number, height: number, ...objects: readonly DescribedObject[]): DescribedImage => ({
  file: 'a.jpg',
  width,
  height,
  objects,
});

it('counts images, objects of each class and sizes, the most common first', () => {
  const images = [
    image(40, 20, object('car'), object('person', { crowd: true }), object('car')),
    image(20, 40, object('car', { difficult: true })),
    image(40, 20),
    image(80, 60),
  ];
  const parts = [
    { name: 'train', images, unreadable: [] },
    { name: 'val', images: [], unreadable: [] },
  ];
  expect(summariseParts({ format: 'coco', layout: 'plain', classes: ['person', 'car'], parts, problems: [] })).toEqual([
    {
      name: 'train',
      images: 4,
      empty: 2,
      objects: [1, 3],
      difficult: 1,
      crowds: 1,
      sizes: [
        { width: 40, height: 20, images: 2 },
        { width: 80, height: 60, images: 1 },
        { width: 20, height: 40, images: 1 },
      ],
    },
    { name: 'val', images: 0, empty: 0, objects: [0, 0], difficult: 0, crowds: 0, sizes: [] },
  ]);
});

it('counts the problems that opening found until a description lists all', () => {
  const info: DataSetInfo = {
    id: 'a',
    title: 'streets',
    format: 'voc',
    layout: 'plain',
    classes: [],
    parts: [],
    problems: [{ file: 'a.xml', reason: 'it is empty' }],
    problemCount: 300,
  };
  const problems = [
    { file: 'a.xml', message: 'it is empty' },
    { file: 'b.jpg', message: 'it is cut off' },
  ];
  expect(dataProblems(info, null)).toEqual({ count: 300, listed: [problems[0]] });
  const description = { format: 'voc', layout: 'plain', classes: [], parts: [], problems } as const;
  expect(dataProblems(info, description)).toEqual({ count: 2, listed: problems });
});
