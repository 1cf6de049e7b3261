import { CodedError } from '../../errors/coded-error';
import { preprocessImage } from '../../clip/image/preprocess';
import type { GraphImage } from '../../clip/onnx/run-visual-graph';
import type { RgbImage } from '../../geometry/rgb-image';
import { dot } from '../../math/vector';
import { renderScene, sceneSeed } from '../../scenes';
import type { ModelCheck } from '../engine';
import type { MessageFromGraph, MessageToGraph } from './graph-messages';
import type { LoadedModel } from './loaded-model';
import { startWatched } from '../client/worker-life';

/** Runs a visual graph once, and gives the embedding at unit length. */
export type RunGraph = (image: GraphImage) => Promise<Float32Array>;

/** The first validation scene, in daylight. */
function checkPicture(): RgbImage {
  return renderScene(sceneSeed('val', 0), { time: 'day', weather: 'clear' }).image;
}

/**
 * Compares our visual tower with the model's own graph: whatever was read wrongly shows here.
 *
 * @param embed our embedding of the picture, unit length
 * @throws EngineError where the graph cannot be run
 */
export async function checkModel(
  model: LoadedModel,
  embed: (image: RgbImage) => Promise<Float32Array>,
  runGraph: RunGraph,
): Promise<ModelCheck> {
  const graph = model.bundle.visualGraph;
  if (graph === null) return { kind: 'no-graph' };
  const picture = checkPicture();
  const ours = await embed(picture);
  const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());
  const theirs = await runGraph({
    model: await bytesOf(graph.model),
    external: await Promise.all(graph.external.map(async ({ path, file }) => ({ path, data: await bytesOf(file) }))),
    pixels: preprocessImage(picture, model.preprocessing),
    side: model.preprocessing.size,
  });
  return { kind: 'compared', cosine: dot(ours, theirs) };
}

/** Runs the graph in a worker that lives as long as this. */
export function runGraphInWorker(image: GraphImage): Promise<Float32Array> {
  return new Promise<Float32Array>((resolve, reject) => {
    const worker = startWatched(
      (name) => new Worker(new URL('./graph.worker.ts', import.meta.url), { type: 'module', name }),
      (message: MessageFromGraph) => {
        worker.terminate();
        if (message.kind === 'done') resolve(message.embedding);
        else reject(CodedError.of(message.error));
      },
      (details) => {
        worker.terminate();
        reject(
          new CodedError(
            'internal',
            'The comparison with the model’s own graph stopped unexpectedly.',
            'The model can be used; check it again later.',
            { details },
          ),
        );
      },
    );
    const message: MessageToGraph = image;
    worker.post(message, [
      image.model.buffer as ArrayBuffer,
      ...image.external.map(({ data }) => data.buffer as ArrayBuffer),
    ]);
  });
}
