import { checkPrompt } from '../../method/check-prompt';
import { parseDecimal } from '../../formats/text/number-text';
import { writeDetectorFile } from '../../detector/detector-file';
import { readDetectorCheckpoint } from '../../detector/detector-checkpoint';
import { writeDomaingenCheckpoint } from '../../detector/domaingen-export';
import { blobSourceOf } from '../../formats/blob-source';
import type { Handlers } from '../worker/server';
import type { RgbImage } from '../../geometry/rgb-image';
import { checkModel } from '../model/model-check';
import { checkZeroShot } from '../client/requests';
import type { Workbench } from '../worker/workbench';

type ModelCalls =
  | 'setBackend'
  | 'loadModel'
  | 'repairGelu'
  | 'checkModel'
  | 'embedText'
  | 'exportDetector'
  | 'importDetector'
  | 'exportCheckpoint'
  | 'importCheckpoint'
  | 'openProposals'
  | 'setZeroShot'
  | 'removeDetector'
  | 'loadOffsets';

/** The backend, the model, its texts, and the files that belong to it. */
export function modelHandlers(bench: Workbench): Pick<Handlers, ModelCalls> {
  return {
    setBackend: (choice) => bench.lane.exchange(() => bench.backend.change(choice)),
    loadModel: (source, { signal, emit }) => bench.models.load(source, { signal, onProgress: emit }),
    repairGelu: () => bench.models.repairGelu(),
    checkModel: async () => {
      const model = await bench.models.current();
      const embed = async (image: RgbImage) => (await bench.compute(() => model.embedImages([image])))[0]!;
      return checkModel(model, embed, bench.runGraph);
    },
    embedText: async (texts) => {
      texts.forEach(checkPrompt);
      return (await bench.models.current()).embedText(texts);
    },
    // A blob: its bytes stay where they are until somebody reads them.
    exportDetector: async (name) => (await bench.models.current()).detectors.file(name),
    importDetector: async ({ name, file }) => {
      const { detectors } = await bench.models.current();
      return bench.compute(() => detectors.addFitting(name, file));
    },
    exportCheckpoint: async ({ detector, offsets }, { handOver }) => {
      const { detectors, visualWeights } = await bench.models.current();
      const trained = detector === null ? null : await detectors.open(detector);
      const bytes = writeDomaingenCheckpoint({
        clip: visualWeights,
        detector: trained?.weights ?? null,
        offsets,
        iteration: parseDecimal(trained?.provenance['steps'] ?? '') ?? 0,
      });
      handOver(bytes.buffer);
      return bytes;
    },
    importCheckpoint: async ({ name, file: checkpoint, names }) => {
      const model = await bench.models.current();
      const { detectors } = model;
      const { detector, offsets } = await readDetectorCheckpoint(blobSourceOf(checkpoint), names, {
        architecture: model.visualWeights.architecture,
        embed: (texts) => model.embedTexts(texts),
      });
      const file = new Blob([writeDetectorFile(detector, 'F32') as Uint8Array<ArrayBuffer>]);
      return { detector: await bench.compute(() => detectors.addFitting(name, file)), offsets, file };
    },
    openProposals: (source, { signal, emit }) => bench.models.proposals.open(source, { signal, onProgress: emit }),
    setZeroShot: async (config) => {
      checkZeroShot(config);
      const { detectors } = await bench.models.current();
      return bench.lane.run(() => detectors.setZeroShot(config));
    },
    removeDetector: async (name) => {
      const { detectors } = await bench.models.current();
      await bench.lane.run(() => detectors.remove(name));
    },
    loadOffsets: async (name) => (await bench.models.current()).loadOffsets(name),
  };
}
