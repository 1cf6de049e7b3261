import * as v from 'valibot';
import type { RecordStore } from './record-store';
import { text } from '../records/schema-parts';

/** A detector that the user trained or opened. */
export interface StoredDetector {
  readonly name: string;
  /** The model that it belongs to. */
  readonly modelHash: string;
  /** Safetensors, as `Engine.exportDetector` gives it. */
  readonly file: Blob;
}

/** A row that is no detector; it stays until the user deletes it. */
export interface UnreadableDetector {
  readonly key: string;
  /** Bytes of its file; null where it has none. */
  readonly bytes: number | null;
}

/** What the next visit finds again beside the library. Methods reject where the browser keeps nothing, or has no space left. */
export interface RunStore {
  /** Replaces the former one of that name and model: what the same run has trained before. */
  keepDetector(detector: StoredDetector): Promise<void>;
  /** Stores a detector that comes from outside under the first name of `names` that no other has. @returns that name */
  addDetector(detector: Omit<StoredDetector, 'name'>, names: Iterable<string>): Promise<string>;
  /** The detectors of one model. */
  detectorsOf(modelHash: string): Promise<readonly StoredDetector[]>;
  /** Those of every model, and the rows that are none. */
  allDetectors(): Promise<{
    readonly detectors: readonly StoredDetector[];
    readonly unreadable: readonly UnreadableDetector[];
  }>;
  forgetDetector(name: string, modelHash: string): Promise<void>;
  /** Removes a row by its key, whatever is in it. */
  forgetRow(key: string): Promise<void>;
}

const detectorSchema = v.object({ name: text, modelHash: text, file: v.instance(Blob) });

/** By what a detector is found in its table. */
export function detectorKey({ name, modelHash }: Pick<StoredDetector, 'name' | 'modelHash'>): string {
  return `${modelHash}/${name}`;
}

/** The detectors in these tables. */
export function createRunStore(store: RecordStore): RunStore {
  const allDetectors: RunStore['allDetectors'] = async () => {
    const detectors: StoredDetector[] = [];
    const unreadable: UnreadableDetector[] = [];
    for (const [key, value] of await store.entries('detectors')) {
      const { success, output } = v.safeParse(detectorSchema, value);
      if (success) detectors.push(output);
      else unreadable.push({ key, bytes: bytesOf(value) });
    }
    return { detectors, unreadable };
  };
  return {
    keepDetector: (detector) => store.put('detectors', detectorKey(detector), detector),
    addDetector: (detector, names) =>
      store.transact('readwrite', ['detectors'], async (tables) => {
        for (const name of names) {
          const key = detectorKey({ ...detector, name });
          if ((await tables.get('detectors', key)) !== undefined) continue;
          await tables.put('detectors', key, { ...detector, name });
          return name;
        }
        throw new RangeError('None of the names is free.');
      }),
    forgetDetector: (name, modelHash) => store.delete('detectors', detectorKey({ name, modelHash })),
    forgetRow: (key) => store.delete('detectors', key),
    detectorsOf: async (modelHash) =>
      (await allDetectors()).detectors.filter((detector) => detector.modelHash === modelHash),
    allDetectors,
  };
}

function bytesOf(value: unknown): number | null {
  return typeof value === 'object' && value !== null && 'file' in value && value.file instanceof Blob
    ? value.file.size
    : null;
}
