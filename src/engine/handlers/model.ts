import type { Handlers } from '../server';
import type { RgbImage } from '../../geometry/rgb-image';
import { checkModel } from '../model-check';
import { checkPrompt } from '../requests';
import type { Workbench } from '../workbench';

type ModelCalls =
  | 'setBackend'
  | 'loadModel'
  | 'checkModel'
  | 'embedText'
  | 'exportDetector'
  | 'importDetector'
  | 'removeDetector'
  | 'loadOffsets';

/** The backend, the model, its texts, and the files that belong to it. */
export function modelHandlers(bench: Workbench): Pick<Handlers, ModelCalls> {
  return {
    setBackend: (choice) => bench.lane.exchange(() => bench.backend.change(choice)),
    loadModel: (source, { signal, emit }) => bench.models.load(source, { signal, onProgress: emit }),
    checkModel: async () => {
      const model = await bench.models.current();
      const embed = async (image: RgbImage) => (await bench.compute(() => model.embedImages([image])))[0]!;
      return checkModel(model, embed, bench.runGraph);
    },
    embedText: async (texts) => {
      texts.forEach(checkPrompt);
      return (await bench.models.current()).embedText(texts);
    },
    exportDetector: async (name, { handOver }) => {
      const { detectors } = await bench.models.current();
      const bytes = new Uint8Array(await detectors.file(name).arrayBuffer());
      handOver(bytes.buffer);
      return bytes;
    },
    importDetector: async ({ name, file }) => {
      const { detectors } = await bench.models.current();
      return bench.compute(() => detectors.addFitting(name, file));
    },
    removeDetector: async (name) => {
      const { detectors } = await bench.models.current();
      await bench.lane.run(() => detectors.remove(name));
    },
    loadOffsets: async (name) => (await bench.models.current()).loadOffsets(name),
  };
}
