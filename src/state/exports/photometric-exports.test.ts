import { expect, test } from 'vitest';
import { readSvgMetadata } from '../../formats/figures/svg';
import { exampleDictionary } from '../../photometrics/dictionary/testing';
import { readPolicy } from '../../photometrics/read-policy';
import { toTargets } from '../store/prompts-slice';
import { store } from '../store/store';
import { promptExports } from './photometric-exports';

test('what the prompts choose is a policy that reads back, and a sheet that says where it comes from', async () => {
  const dictionary = exampleDictionary(60, 8);
  const ready = (embedding: Float32Array) => ({ kind: 'ready' as const, tokens: 3, embedding });
  const image = { width: 2, height: 2, data: new Uint8Array(12).fill(90) };
  const items = promptExports({ image, imageName: 'street.png', strength: 0.5 });
  const made = (name: string) => items.find(({ fileName }) => fileName === name)!.make();
  expect(() => made('policy.json')).toThrow('There are no measured transforms');
  store.getState().setPhotometrics({ dictionary });
  store.setState({
    sourcePrompt: 'day',
    targets: toTargets(['night']),
    embeddings: new Map([
      ['day', ready(new Float32Array(8))],
      ['night', ready(dictionary.measured[5]!.shift)],
    ]),
  });
  const text = (await made('policy.json')) as string;
  expect(readPolicy(text, 'policy.json').prompts[0]!.text).toBe('night');
  expect(readSvgMetadata((await made('sheet.svg')) as string)).toMatchObject({
    kind: 'contact sheet',
    config: { image: 'street.png', strength: 0.5, policy: JSON.parse(text) as unknown },
  });
});
