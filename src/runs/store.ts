import * as v from 'valibot';
import { openIndexedDb, type RecordStore } from './record-store';
import type { OptimisationRun } from './run-record';
import { encodeRun, optimisationRunSchema, wholeOffsets } from './run-schema';
import { text } from './schema-parts';

/** A detector that the user trained. */
export interface StoredDetector {
  readonly name: string;
  /** The model that it belongs to. */
  readonly modelHash: string;
  /** Safetensors, as `Engine.exportDetector` gives it. */
  readonly file: Blob;
}

/** What the next visit finds again. Methods reject where the browser keeps nothing, or has no space left. */
export interface RunStore {
  /** Replaces the former run. */
  keepRun(run: OptimisationRun): Promise<void>;
  /** The run that was kept last; null without one, and for one that cannot be read any more. */
  lastRun(): Promise<OptimisationRun | null>;
  forgetRun(): Promise<void>;
  /** Replaces the former one of that name and model. */
  keepDetector(detector: StoredDetector): Promise<void>;
  /** The detectors of one model. */
  detectorsOf(modelHash: string): Promise<readonly StoredDetector[]>;
  /** Those of every model. */
  allDetectors(): Promise<readonly StoredDetector[]>;
  forgetDetector(name: string, modelHash: string): Promise<void>;
}

const runKey = 'last';

/** Offsets stand beside the run, because its own JSON form keeps half of their precision only. */
const storedRunSchema = v.object({
  run: optimisationRunSchema,
  offsets: v.nullable(wholeOffsets(v.instance(Float32Array))),
});
const detectorSchema = v.object({ name: text, modelHash: text, file: v.instance(Blob) });

/** The store of this page; it opens with the first request. */
export function createRunStore(open: () => Promise<RecordStore> = () => openIndexedDb('clip-the-gap')): RunStore {
  let opened: Promise<RecordStore> | null = null;
  const records = () => (opened ??= open());
  const allDetectors = async () =>
    (await (await records()).values('detectors')).flatMap((value) => {
      const { success, output } = v.safeParse(detectorSchema, value);
      return success ? [output] : [];
    });
  return {
    keepRun: async (run) => {
      const { offsets } = run;
      const stored =
        offsets?.kind === 'full'
          ? { run: encodeRun({ ...run, offsets: null }), offsets: offsets.offsets }
          : { run: encodeRun(run), offsets: null };
      await (await records()).put('runs', runKey, stored);
    },
    lastRun: async () => {
      const { success, output } = v.safeParse(storedRunSchema, await (await records()).get('runs', runKey));
      if (!success) return null;
      const { run, offsets } = output;
      return offsets === null ? run : { ...run, offsets: { kind: 'full', offsets } };
    },
    forgetRun: async () => (await records()).delete('runs', runKey),
    keepDetector: async (detector) =>
      (await records()).put('detectors', `${detector.modelHash}/${detector.name}`, detector),
    forgetDetector: async (name, modelHash) => (await records()).delete('detectors', `${modelHash}/${name}`),
    detectorsOf: async (modelHash) => (await allDetectors()).filter((detector) => detector.modelHash === modelHash),
    allDetectors,
  };
}
