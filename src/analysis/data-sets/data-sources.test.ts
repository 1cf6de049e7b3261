import { expect, test } from 'vitest';
import type { DataSetInfo } from '../../engine/engine';
import { dataSources, sourceKey, sourceOfKey } from './data-sources';

const part = (name: string, images: number) => ({ name, split: name, domain: null, images, empty: 0, objects: images });
const dataSet = (id: string, parts: DataSetInfo['parts']): DataSetInfo => ({
  id,
  title: 'streets',
  format: 'voc',
  layout: 'plain',
  classes: [],
  parts,
  problems: [],
  problemCount: 0,
});
const sources = dataSources([dataSet('a', [part('train', 4), part('val', 2)]), dataSet('b', [part('train', 9)])]);

test('every part of every data set is a source', () => {
  expect(sources.map(({ id, part: name, images }) => [id, name, images])).toEqual([
    ['a', 'train', 4],
    ['a', 'val', 2],
    ['b', 'train', 9],
  ]);
});

test('a key leads back to its part, also where two data sets are called the same', () => {
  expect(new Set(sources.map(sourceKey)).size).toBe(3);
  for (const { images: _, ...source } of sources) expect(sourceOfKey(sources, sourceKey(source))).toEqual(source);
  expect(sourceOfKey(sources, sourceKey({ id: 'c', part: 'train' }))).toBeNull();
  expect(sourceOfKey(sources, '')).toBeNull();
});
