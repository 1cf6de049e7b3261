import { expect, test } from 'vitest';
import { createVisualTower } from '../clip/tower/modified-resnet';
import { clipPreprocessing } from '../clip/image/preprocess';
import { formulaImage, tinyWeights } from '../clip/testing';
import { norm } from '../math/vector';
import { describeOnBackends } from '../tensor/testing';
import { embedAugmented } from './embed-augmented';
import type { Offsets } from './offsets';

const images = [formulaImage(0, 64, 64), formulaImage(1, 80, 64)];
const preprocessing = clipPreprocessing(64);

function offsets(grid: number, value: (channel: number) => number): Offsets {
  const values = Float32Array.from({ length: 2 * 128 * grid * grid }, (_, at) => {
    const row = Math.floor(at / (grid * grid));
    return row < 128 ? 0 : value(row % 128);
  });
  return { sourcePrompt: 's', targetPrompts: ['none', 'some'], channels: 128, height: grid, width: grid, values };
}

await describeOnBackends(['cpu'], 'augmented embeddings', () => {
  test('zeros change nothing, and one position stands for all', async () => {
    const tower = createVisualTower(tinyWeights());
    const shift = (channel: number) => Math.sin(channel);
    const whole = await embedAugmented(tower, images, offsets(4, shift), preprocessing);
    expect(whole.augmented[0]).toEqual(whole.original);
    expect(whole.augmented[1]![0]).not.toEqual(whole.original[0]);
    for (const z of [...whole.original, ...whole.augmented.flat()]) expect(norm(z)).toBeCloseTo(1, 5);
    expect(await embedAugmented(tower, images, offsets(1, shift), preprocessing)).toEqual(whole);
    await expect(embedAugmented(tower, images, offsets(3, shift), preprocessing)).rejects.toMatchObject({
      code: 'bundle-mismatch',
    });
    tower.dispose();
  });
});
