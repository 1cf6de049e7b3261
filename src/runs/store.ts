import * as v from 'valibot';
import { openIndexedDb, type RecordStore } from './record-store';
import { text } from './schema-parts';

/** A detector that the user trained. */
export interface StoredDetector {
  readonly name: string;
  /** The model that it belongs to. */
  readonly modelHash: string;
  /** Safetensors, as `Engine.exportDetector` gives it. */
  readonly file: Blob;
}

/** What the next visit finds again beside the library. Methods reject where the browser keeps nothing, or has no space left. */
export interface RunStore {
  /** Replaces the former one of that name and model. */
  keepDetector(detector: StoredDetector): Promise<void>;
  /** The detectors of one model. */
  detectorsOf(modelHash: string): Promise<readonly StoredDetector[]>;
  /** Those of every model. */
  allDetectors(): Promise<readonly StoredDetector[]>;
  forgetDetector(name: string, modelHash: string): Promise<void>;
}

const detectorSchema = v.object({ name: text, modelHash: text, file: v.instance(Blob) });

/** The store of this page; it opens with the first request. */
export function createRunStore(open: () => Promise<RecordStore> = () => openIndexedDb('clip-the-gap')): RunStore {
  let opened: Promise<RecordStore> | null = null;
  const records = () => (opened ??= open());
  const allDetectors = async () =>
    (await (await records()).entries('detectors')).flatMap(([, value]) => {
      const { success, output } = v.safeParse(detectorSchema, value);
      return success ? [output] : [];
    });
  return {
    keepDetector: async (detector) =>
      (await records()).put('detectors', `${detector.modelHash}/${detector.name}`, detector),
    forgetDetector: async (name, modelHash) => (await records()).delete('detectors', `${modelHash}/${name}`),
    detectorsOf: async (modelHash) => (await allDetectors()).filter((detector) => detector.modelHash === modelHash),
    allDetectors,
  };
}
