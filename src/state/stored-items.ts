import * as v from 'valibot';
import { blobSourceOf } from '../formats/blob-source';
import { openSafetensors } from '../formats/safetensors';
import type { RunStore, StoredDetector } from '../runs/store';
import { keptTrainings, type CheckpointPlace, type KeptTraining } from './kept-trainings';
import { storage } from './storage-access';
import type { StoredItem } from './storage-slice';
import { unkeptDetectors, unstoredDetectors } from './stored-work';
import { type State, store } from './store';

let newest = 0;

/** Reads anew what the browser keeps: checkpoints first, then detectors. */
export async function showStoredItems(): Promise<void> {
  const mine = ++newest;
  const [trainings, { detectors, unreadable }] = await Promise.all([keptTrainings(), storedDetectors()]);
  const state = store.getState();
  const held = unstoredDetectors();
  const items: StoredItem[] = [
    ...trainings.map(trainingItem),
    ...(await Promise.all(detectors.map((detector) => detectorItem(detector, 'browser')))),
    ...(await Promise.all(held.map((detector) => detectorItem(detector, 'memory')))),
    ...engineItems(state, detectors),
    ...unreadable.map(({ key, bytes }): StoredItem => ({
      kind: 'unreadable',
      place: 'detectors',
      fileName: key,
      bytes,
      problem: 'It is no detector of this page.',
    })),
  ];
  if (mine === newest) store.getState().setStoredItems(items);
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

function trainingItem({ fileName, bytes, place, content }: KeptTraining): StoredItem {
  if (content.kind === 'unreadable')
    return { kind: 'unreadable', place: 'checkpoints', fileName, bytes, problem: content.problem };
  const { id, request, provenance, steps } = content.training;
  return {
    kind: 'checkpoint',
    id,
    title: request.title,
    bytes,
    steps,
    total: request.config.steps,
    model: { name: provenance.modelName, hash: provenance.modelHash },
    place,
  };
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
