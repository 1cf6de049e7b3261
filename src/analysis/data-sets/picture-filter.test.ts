import { describe, expect, it } from 'vitest';
import type { DataSetDescription } from '../../engine/engine';
import { countObjects, everyPicture, filterPictures, isOfSize, type PictureFilter } from './picture-filter';

const object = (name: string, width: number, height: number) => ({
  class: name,
  box: [10, 10, 10 + width, 10 + height] as const,
  difficult: false,
  crowd: false,
});
const image = (file: string, ...objects: readonly ReturnType<typeof object>[]) => ({
  file,
  width: 400,
  height: 300,
  objects,
});
const two = image('two.jpg', object('car', 31, 31), object('person', 100, 100));
const description: DataSetDescription = {
  format: 'coco',
  layout: 'plain',
  classes: ['person', 'car', 'zebra'],
  parts: [
    { name: 'train', images: [image('one.jpg', object('car', 50, 50)), two, image('none.jpg')], unreadable: [] },
    { name: 'val', images: [image('four.jpg', object('person', 20, 20)), image('four.jpg')], unreadable: [] },
    { name: 'trainval', images: [two, image('five.jpg', object('car', 200, 1))], unreadable: [] },
  ],
  problems: [],
};
const files = (change: Partial<PictureFilter>) =>
  filterPictures(description, { ...everyPicture, ...change }).map(
    ({ part, index, image: { file } }) => `${part} ${index} ${file}`,
  );

describe('pictures that are browsed', () => {
  it('are all, each once where several parts list it; twice where one part has it twice', () => {
    expect(files({})).toEqual([
      'train 0 one.jpg',
      'train 1 two.jpg',
      'train 2 none.jpg',
      'val 0 four.jpg',
      'val 1 four.jpg',
      'trainval 1 five.jpg',
    ]);
    expect(files({ part: 'trainval' })).toEqual(['trainval 0 two.jpg', 'trainval 1 five.jpg']);
  });

  it('are those with an object of a class, of a size, of both in one object, or without any', () => {
    const car = { kind: 'class', name: 'car' } as const;
    expect(files({ objects: car })).toEqual(['train 0 one.jpg', 'train 1 two.jpg', 'trainval 1 five.jpg']);
    expect(files({ size: 'large' })).toEqual(['train 1 two.jpg']);
    // Its large object is a person.
    expect(files({ objects: car, size: 'large' })).toEqual([]);
    expect(files({ objects: car, size: 'medium' })).toEqual(['train 0 one.jpg']);
    expect(files({ objects: { kind: 'none' }, size: 'large' })).toEqual(['train 2 none.jpg', 'val 1 four.jpg']);
  });

  it('have the sizes of pycocotools: bounds are part of both, and area counts, not a side', () => {
    const sizesOf = (width: number, height: number) =>
      (['small', 'medium', 'large'] as const).filter((size) => isOfSize(object('car', width, height), size));
    expect([
      sizesOf(31, 33),
      sizesOf(32, 32),
      sizesOf(33, 32),
      sizesOf(96, 96),
      sizesOf(97, 96),
      sizesOf(1000, 1),
    ]).toEqual([['small'], ['small', 'medium'], ['medium'], ['medium', 'large'], ['large'], ['small']]);
  });

  it('are counted by the class of their objects', () => {
    const counts = (part: string | null, size: PictureFilter['size']) =>
      countObjects(description, { part, size }).map(({ name, objects }) => `${name} ${objects}`);
    expect(counts(null, null)).toEqual(['person 2', 'car 3', 'zebra 0']);
    expect(counts('train', 'small')).toEqual(['person 0', 'car 1', 'zebra 0']);
  });
});
