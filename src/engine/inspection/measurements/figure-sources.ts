import { copyFigures } from './copy';
import { optimisationFigures } from './l-opt';
import type { FigureSource } from './planned';

/** What measures each group of the catalogue. */
export const figureSources: Readonly<Record<string, FigureSource>> = {
  'l-opt-rn50': (size, wanted) => optimisationFigures('rn50', size, wanted),
  copy: copyFigures,
  'l-opt-rn101': (size, wanted) => optimisationFigures('rn101', size, wanted),
};
