import type { GroupName } from './catalogue';
import { copyFigures } from './copy';
import { detectionFigures } from './detection';
import { deviceFigures } from './device';
import { optimisationFigures } from './l-opt';
import type { FigureSource } from './planned';
import { productFigures } from './products';
import { roiAlignFigures } from './roi-align';
import { trainingFigures } from './training-step';
import { vaFigures } from './v-a';

/** What measures each group of the catalogue. */
export const figureSources: Readonly<Record<GroupName, FigureSource>> = {
  'l-opt-rn50': (size, wanted) => optimisationFigures('rn50', size, wanted),
  copy: copyFigures,
  'roi-align': roiAlignFigures,
  'training-step': trainingFigures,
  'v-a': vaFigures,
  detection: detectionFigures,
  products: productFigures,
  'l-opt-rn101': (size, wanted) => optimisationFigures('rn101', size, wanted),
  device: deviceFigures,
};
