import type * as tf from '@tensorflow/tfjs-core';
import { towerWork } from '../../../clip/tower/tower-cost';
import { createVisualTower } from '../../../clip/tower/modified-resnet';
import { seededTensor } from '../../../tensor/seeded-tensor';
import type { InspectionSize } from '../inspection';
import { sizesOf } from './catalogue';
import { timedParts, vaOfCrops } from './measure-l-opt';
import type { Figure } from './planned';
import { measuredTower } from './seeded-work';

/** V_a forward, on a whole image as a detector has it and on the crops of an iteration. */
export async function* vaFigures(size: InspectionSize, wanted: (id: string) => boolean): AsyncGenerator<Figure, void> {
  const tower = createVisualTower(measuredTower(size, 'rn50'));
  try {
    if (wanted('v-a-image')) {
      const { height, width } = sizesOf(size).image;
      const image = seededTensor([1, height, width, 3], 1) as tf.Tensor4D;
      const samples = await timedParts(size, image, [1], (rows) => tower.res4Features(rows as tf.Tensor4D));
      yield { id: 'v-a-image', ...samples };
    }
    if (wanted('v-a-crops')) {
      const { samples, details } = await vaOfCrops(size, tower);
      const multiplyAdds = towerWork(tower.architecture).va * sizesOf(size).optimisation.crops;
      yield { id: 'v-a-crops', samples, details: { ...details, 'multiply-adds': multiplyAdds } };
    }
  } finally {
    tower.dispose();
  }
}
