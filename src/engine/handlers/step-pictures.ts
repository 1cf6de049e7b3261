import { imageOfNormalised } from '../../detector/working-size';
import type { DetectorConfig } from '../../method/detector-config';
import { detectorAtSize } from '../../method/training-config';
import { createStepPlanner, mayAugment } from '../../training/step-plan';
import { BatchLoader } from '../../training/training-batch';
import type { FreshStart, StepPicture } from '../engine';
import { checkStepPictures } from '../client/requests';
import { trainingImages, type TrainingImages } from '../images/training-images';
import type { LoadedModel } from '../model/loaded-model';
import type { Handlers } from '../worker/server';
import type { Workbench } from '../worker/workbench';
import { yieldToMessages } from '../worker/yield';
import { freshConfig } from './fresh-config';

/** Steps that are drawn before others may work. */
const stepsAtOnce = 100;

/** What a training gives to the detector, to look at; no tensor is made. */
export function stepPictureHandlers(bench: Workbench): Pick<Handlers, 'stepPictures'> {
  return {
    stepPictures: async (request, { signal, handOver }) => {
      checkStepPictures(request);
      const { training, from, count } = request;
      const model = await bench.models.current();
      const data = trainingImages(training, bench.dataSets, () => undefined);
      const detector = detectorAtSize(configOf(model, training.start, data), training.config);
      const images = data.train(detector.classes);
      const { config, learned } = training;
      const plan = createStepPlanner(images, config, learned, model.visualWeights.architecture);
      const pictures = bench.openPictures();
      try {
        const loader = new BatchLoader(images, pictures.make, detector);
        const found: StepPicture[] = [];
        const end = mayAugment(config) ? config.steps : 0;
        for (let step = from; step < end && found.length < count; step++) {
          if (step % stepsAtOnce === 0) await yieldToMessages();
          signal.throwIfAborted();
          const { augmented, indices, orders } = plan(step);
          if (!augmented) continue;
          const wanted = indices.slice(0, count - found.length);
          const batch = await loader.load(wanted, orders);
          batch.images.forEach(({ image }, at) =>
            found.push({ step, image: imageOfNormalised(image), ...orders[at]! }),
          );
        }
        for (const { image } of found) handOver(image.data.buffer);
        return found;
      } finally {
        pictures.close();
      }
    },
  };
}

/** The configuration of the detector that the training makes. */
function configOf(model: LoadedModel, start: FreshStart, data: TrainingImages): DetectorConfig {
  switch (start.kind) {
    case 'clip':
    case 'scratch':
      return freshConfig(model, data, start.head);
    case 'detector':
      return model.detectors.config(start.name);
    default:
      return start satisfies never;
  }
}
