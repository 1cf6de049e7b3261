import * as v from 'valibot';
import { createMemoryStore, openIndexedDb, type RecordStore, type TableName } from './record-store';
import type { RunRecord } from './run-record';
import { encodeRun, runSchema } from './run-schema';
import { count, text } from './schema-parts';

/** A prompt list that the user kept. */
export interface StoredPrompts {
  readonly name: string;
  readonly source: string;
  readonly targets: readonly string[];
}

/** A detector that the user trained or imported. */
export interface StoredDetector {
  readonly name: string;
  readonly title: string;
  /** The model that it belongs to. */
  readonly modelHash: string;
  /** Safetensors, as `Engine.exportDetector` gives it. */
  readonly file: Blob;
}

/** Where training can go on after a reload. */
export interface StoredCheckpoint {
  readonly run: string;
  readonly step: number;
  /** Safetensors, as `onCheckpoint` gives it. */
  readonly file: Blob;
}

/** The user's work of earlier visits. */
export interface RunStore {
  /** Whether things outlive the page. */
  readonly persistent: boolean;
  /** Why something will not outlive the page, for the user; null while all does. */
  notice(): string | null;
  putRun(run: RunRecord): Promise<void>;
  getRun(id: string): Promise<RunRecord | null>;
  /** Newest first; records that cannot be read any more are left out. */
  listRuns(): Promise<readonly RunRecord[]>;
  deleteRun(id: string): Promise<void>;
  putPrompts(prompts: StoredPrompts): Promise<void>;
  listPrompts(): Promise<readonly StoredPrompts[]>;
  deletePrompts(name: string): Promise<void>;
  putDetector(detector: StoredDetector): Promise<void>;
  listDetectors(): Promise<readonly StoredDetector[]>;
  deleteDetector(name: string): Promise<void>;
  putCheckpoint(checkpoint: StoredCheckpoint): Promise<void>;
  getCheckpoint(run: string): Promise<StoredCheckpoint | null>;
  deleteCheckpoint(run: string): Promise<void>;
  /** Forgets everything. */
  clear(): Promise<void>;
}

const blob = v.instance(Blob);
const promptsSchema = v.object({ name: text, source: text, targets: v.array(text) });
const detectorSchema = v.object({ name: text, title: text, modelHash: text, file: blob });
const checkpointSchema = v.object({ run: text, step: count, file: blob });

/** Opens the store of this page; where the browser keeps nothing (private windows, no space) memory takes its place, with a notice. */
export async function openRunStore(
  open: () => Promise<RecordStore> = () => openIndexedDb('clip-the-gap'),
): Promise<RunStore> {
  try {
    return createRunStore(await open(), true, null);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return createRunStore(
      createMemoryStore(),
      false,
      `This browser keeps no data for this page (${reason}); save your session before you leave.`,
    );
  }
}

function createRunStore(records: RecordStore, persistent: boolean, firstNotice: string | null): RunStore {
  const memory = persistent ? createMemoryStore() : records;
  let notice = firstNotice;

  const put = async (table: TableName, key: string, value: unknown): Promise<void> => {
    try {
      await records.put(table, key, value);
      if (memory !== records) await memory.delete(table, key);
    } catch (error) {
      // A full disk must not lose the work: it stays in memory, and the user hears of it.
      await memory.put(table, key, value);
      const reason = error instanceof Error ? error.message : String(error);
      notice = `Not everything could be stored (${reason}); save your session before you leave.`;
    }
  };
  const read = async <Schema extends v.GenericSchema>(table: TableName, key: string, schema: Schema) => {
    const value = (await memory.get(table, key)) ?? (await records.get(table, key));
    const result = v.safeParse(schema, value);
    return result.success ? result.output : null;
  };
  const list = async <Schema extends v.GenericSchema>(table: TableName, schema: Schema) => {
    const merged = new Map(
      [...(await records.entries(table)), ...(await memory.entries(table))].map(({ key, value }) => [key, value]),
    );
    return [...merged.values()].flatMap((value) => {
      const result = v.safeParse(schema, value);
      return result.success ? [result.output] : [];
    });
  };
  const remove = async (table: TableName, key: string): Promise<void> => {
    await Promise.all([records.delete(table, key), memory.delete(table, key)]);
  };

  return {
    persistent,
    notice: () => notice,
    putRun: (run) => put('runs', run.id, encodeRun(run)),
    getRun: (id) => read('runs', id, runSchema),
    listRuns: async () => (await list('runs', runSchema)).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
    deleteRun: (id) => remove('runs', id),
    putPrompts: (prompts) => put('prompts', prompts.name, prompts),
    listPrompts: () => list('prompts', promptsSchema),
    deletePrompts: (name) => remove('prompts', name),
    putDetector: (detector) => put('detectors', detector.name, detector),
    listDetectors: () => list('detectors', detectorSchema),
    deleteDetector: (name) => remove('detectors', name),
    putCheckpoint: (checkpoint) => put('checkpoints', checkpoint.run, checkpoint),
    getCheckpoint: (run) => read('checkpoints', run, checkpointSchema),
    deleteCheckpoint: (run) => remove('checkpoints', run),
    clear: async () => {
      await Promise.all([records.clear(), memory.clear()]);
    },
  };
}
