import * as v from 'valibot';
import { blobSourceOf } from '../../formats/blob-source';
import { openSafetensors } from '../../formats/safetensors/safetensors';
import type { RunStore, StoredDetector } from '../../runs/library/runs-store';
import type { UnfinishedWork } from '../../runs/unfinished/unfinished-work';
import { imagesDone, imagesPlanned } from '../jobs/evaluate/evaluation-buffer';
import { type StoredDictionary, storedDictionaries } from './kept-dictionaries';
import { keptWork, type KeptWork } from './kept-work';
import type { CheckpointPlace } from '../store/storage-slice';
import { LatestTurn } from '../jobs/latest-turn';
import { storage } from './storage-access';
import type { StoredItem } from '../store/storage-slice';
import { unkeptDetectors, unstoredDetectors } from './stored-work';
import { type State, store } from '../store/store';

const readings = new LatestTurn();

/** Reads anew what the browser keeps: checkpoints first, then detectors, then measured transforms. */
export async function showStoredItems(): Promise<void> {
  const reading = readings.begin();
  const [work, { detectors, unreadable }, dictionaries] = await Promise.all([
    keptWork(),
    storedDetectors(),
    storedDictionaries(),
  ]);
  const state = store.getState();
  const held = unstoredDetectors();
  const items: StoredItem[] = [
    ...work.map(workItem),
    ...(await Promise.all(detectors.map((detector) => detectorItem(detector, 'browser')))),
    ...(await Promise.all(held.map((detector) => detectorItem(detector, 'memory')))),
    ...engineItems(state, detectors),
    ...dictionaries.map(dictionaryItem),
    ...unreadable.map(({ key, bytes }): StoredItem => ({
      kind: 'unreadable',
      place: 'detectors',
      fileName: key,
      bytes,
      problem: 'It is no detector of this page.',
    })),
  ];
  if (reading.isNewest()) store.getState().setStoredItems(items);
}

function dictionaryItem({ fileName, bytes, place, content }: StoredDictionary): StoredItem {
  if (content.kind === 'unreadable')
    return { kind: 'unreadable', place: 'dictionaries', fileName, bytes, problem: content.problem };
  const { dictionary, modelName, source } = content.kept;
  const { identity, measured } = dictionary;
  return {
    kind: 'dictionary',
    fileName,
    title: `Photometric transforms on ${source.title}`,
    bytes,
    steps: measured.length,
    total: identity.transformCount,
    model: { name: modelName, hash: identity.model },
    place,
  };
}

function engineItems(state: State, stored: readonly StoredDetector[]): StoredItem[] {
  const { info } = state.model;
  if (!info) return [];
  return unkeptDetectors(state, stored).map(({ name, title }) => ({
    kind: 'detector',
    name,
    title,
    bytes: null,
    model: info,
    place: 'memory',
  }));
}

async function storedDetectors(): ReturnType<RunStore['allDetectors']> {
  try {
    return await storage().runs.allDetectors();
  } catch {
    // Whoever stores one is told that it cannot be stored.
    return { detectors: [], unreadable: [] };
  }
}

function workItem({ fileName, bytes, place, content }: KeptWork): StoredItem {
  if (content.kind === 'unreadable')
    return { kind: 'unreadable', place: 'checkpoints', fileName, bytes, problem: content.problem };
  if (content.kind === 'foreign')
    return { kind: 'unreadable', place: 'checkpoints', fileName, bytes, problem: 'It is no checkpoint of this page.' };
  const { work } = content;
  const { provenance } = work.kind === 'evaluation' ? work.run.a : work.run;
  return {
    kind: 'checkpoint',
    work: work.kind,
    id: work.run.id,
    ...progressOf(work),
    bytes,
    model: { name: provenance.modelName, hash: provenance.modelHash },
    place,
  };
}

function progressOf(work: UnfinishedWork): { readonly title: string; readonly steps: number; readonly total: number } {
  switch (work.kind) {
    case 'training':
      return { title: work.run.request.title, steps: work.run.steps, total: work.run.request.config.steps };
    case 'optimisation': {
      const { config, state } = work.run;
      const { length } = config.targetPrompts;
      return {
        title: `Offsets of ${length === 1 ? '1 prompt' : `${length} prompts`}, seed ${config.seed}`,
        steps: state.iteration,
        total: config.iterations,
      };
    }
    case 'evaluation': {
      const { a, b } = work.run;
      const records = b ? [a, b] : [a];
      return {
        title: `Evaluation of ${records.map(({ title }) => title).join(' and ')}`,
        steps: records.reduce((sum, record) => sum + imagesDone(record), 0),
        total: records.reduce((sum, record) => sum + imagesPlanned(record), 0),
      };
    }
    default:
      return work satisfies never;
  }
}

async function detectorItem({ name, modelHash, file }: StoredDetector, place: CheckpointPlace): Promise<StoredItem> {
  const provenance = await detectorProvenance(file);
  return {
    kind: 'detector',
    name,
    title: provenance['title'] ?? name,
    bytes: file.size,
    place,
    model: { name: provenance['model'] ?? 'unknown', hash: modelHash },
  };
}

const texts = v.record(v.string(), v.string());

/** What a detector's file says of its origin; nothing where it cannot be read. */
export async function detectorProvenance(file: Blob): Promise<Readonly<Partial<Record<string, string>>>> {
  try {
    const { metadata } = await openSafetensors(blobSourceOf(file));
    const parsed = v.safeParse(texts, JSON.parse(metadata.get('provenance') ?? 'null'));
    return parsed.success ? parsed.output : {};
  } catch {
    // Whether it is a detector at all is for the engine to say.
    return {};
  }
}
