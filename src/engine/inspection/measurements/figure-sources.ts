import type { GroupName } from './catalogue';
import { copyFigures } from './measure-copy';
import { detectionFigures } from './measure-detection';
import { deviceFigures } from './measure-device';
import { optimisationFigures } from './measure-l-opt';
import type { FigureSource } from './planned';
import { productFigures } from './measure-products';
import { roiAlignFigures } from './measure-roi-align';
import { trainingFigures } from './measure-training-step';
import { vaFigures } from './measure-v-a';

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
