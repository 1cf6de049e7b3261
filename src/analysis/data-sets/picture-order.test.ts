import { expect, test } from 'vitest';
import { orderPictures, scorePictures } from './picture-order';

const unit = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
const picture = (file: string) => ({ part: 'all', index: 0, image: { file, width: 1, height: 1, objects: [] } });

test('a score is the cosine with the prompt, and how much more that is than with the source prompt', () => {
  const embeddings = new Map([
    ['a', unit(0)],
    ['b', unit(60)],
  ]);
  const scores = scorePictures(embeddings, unit(90), unit(30));
  expect(scores.get('a')?.cosine).toBeCloseTo(0, 6);
  expect(scores.get('a')?.difference).toBeCloseTo(-Math.sqrt(3) / 2, 6);
  expect(scores.get('b')?.cosine).toBeCloseTo(Math.sqrt(3) / 2, 6);
  expect(scores.get('b')?.difference).toBeCloseTo(0, 6);
  expect(scorePictures(embeddings, unit(90), null).get('b')).toMatchObject({ difference: null });
});

test('the best come first, those without a score last, and equal ones stay in their order', () => {
  const pictures = ['none', 'low', 'high', 'low too'].map(picture);
  const scores = new Map([
    ['low', { cosine: 0.1, difference: 0.05 }],
    ['high', { cosine: 0.3, difference: -0.2 }],
    ['low too', { cosine: 0.1, difference: 0.05 }],
  ]);
  const order = (by: 'listed' | 'cosine' | 'difference') =>
    orderPictures(pictures, by, scores).map(({ image }) => image.file);
  expect(order('listed')).toEqual(['none', 'low', 'high', 'low too']);
  expect(order('cosine')).toEqual(['high', 'low', 'low too', 'none']);
  expect(order('difference')).toEqual(['low', 'low too', 'high', 'none']);
});
