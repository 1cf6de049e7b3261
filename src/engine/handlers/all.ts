import type { Handlers } from '../worker/server';
import type { Workbench } from '../worker/workbench';
import { copyHandlers } from './copies';
import { dataSetHandlers } from './data-sets';
import { detectHandlers } from './detect';
import { evaluationHandlers } from './evaluate';
import { explainHandlers } from './explain';
import { imageHandlers } from './images';
import { inspectionHandlers } from './inspect';
import { modelHandlers } from './model';
import { dictionaryHandlers } from './measure-dictionary';
import { optimisationHandlers } from './optimise';
import { sceneHandlers } from './scenes';
import { stepPictureHandlers } from './step-pictures';
import { styleHandlers } from './learn-styles';
import { trainingHandlers } from './train';

/** All that the engine worker answers. */
export function allHandlers(bench: Workbench): Handlers {
  return {
    ...modelHandlers(bench),
    ...imageHandlers(bench),
    ...dataSetHandlers(bench),
    ...copyHandlers(bench),
    ...optimisationHandlers(bench),
    ...styleHandlers(bench),
    ...trainingHandlers(bench),
    ...stepPictureHandlers(bench),
    ...detectHandlers(bench),
    ...evaluationHandlers(bench),
    ...explainHandlers(bench),
    ...dictionaryHandlers(bench),
    ...inspectionHandlers(bench),
    ...sceneHandlers,
  };
}
