import { postprocess } from '../../src/geometry/detections';
import type { Command } from './commands';
import { readImages } from './images';
import { inPage } from './in-page';
import { backendOf, prepare } from './model';

/** Detections above the detector's own thresholds, in pixels of each original image. */
export const detect: Command = async (options) => {
  const images = await readImages(options.image);
  const detector = options.detector ?? 'baseline';
  const choice = backendOf(options);
  return async (page) => {
    const { model } = await prepare(page, choice);
    const config = model.detectors.find(({ name }) => name === detector)?.config;
    const results = [];
    for (const { file, base64 } of images) {
      const raw = await inPage(
        page,
        async (request: { base64: string; detector: string }) => {
          const bytes = Uint8Array.from(atob(request.base64), (character) => character.charCodeAt(0));
          const image = await playgroundEngine.decodeImage(new Blob([bytes]));
          const found = await playgroundEngine.detect(image, { detector: request.detector, featureOffset: null });
          return { ...found, boxes: Array.from(found.boxes), scores: Array.from(found.scores) };
        },
        { base64, detector },
      );
      const thresholds = {
        boxScoreThresh: config?.boxScoreThresh ?? 0.05,
        boxNmsThresh: config?.boxNmsThresh ?? 0.5,
        detectionsPerImage: config?.detectionsPerImage ?? 100,
      };
      const detections = postprocess(
        { ...raw, boxes: Float32Array.from(raw.boxes), scores: Float32Array.from(raw.scores) },
        thresholds,
      );
      results.push({
        file,
        width: raw.width,
        height: raw.height,
        detections: detections.map(({ className, score, box }) => ({ class: className, score, box: [...box] })),
      });
    }
    return { images: results };
  };
};
