import * as v from 'valibot';
import { blobSourceOf } from '../formats/blob-source';
import { openSafetensors } from '../formats/safetensors';
import type { StoredDetector } from '../runs/store';
import { keptTrainings, type CheckpointPlace, type KeptTraining } from './kept-trainings';
import { storage } from './storage-access';
import type { StoredItem } from './storage-slice';
import { unstoredDetectors } from './stored-work';
import { type State, store } from './store';

let newest = 0;

/** Reads anew what the browser keeps: checkpoints first, then detectors. */
export async function showStoredItems(): Promise<void> {
  const mine = ++newest;
  const [trainings, detectors] = await Promise.all([keptTrainings(), storedDetectors()]);
  const items = [
    ...trainings.map(trainingItem),
    ...(await Promise.all(detectors.map((detector) => detectorItem(detector, 'browser')))),
    ...(await Promise.all(unstoredDetectors().map((detector) => detectorItem(detector, 'memory')))),
    ...unkeptDetectors(store.getState(), [...detectors, ...unstoredDetectors()]),
  ];
  if (mine === newest) store.getState().setStoredItems(items);
}

async function storedDetectors(): Promise<readonly StoredDetector[]> {
  try {
    return await storage().runs.allDetectors();
  } catch {
    // Whoever stores one is told that it cannot be stored.
    return [];
  }
}

function trainingItem({ fileName, bytes, place, content }: KeptTraining): StoredItem {
  if (content.kind === 'unreadable') return { kind: 'unreadable', fileName, bytes, problem: content.problem };
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

/** Detectors that only the engine has: another tab has deleted them, or the browser's storage was cleared. */
function unkeptDetectors({ detectors, model: { info } }: State, stored: readonly StoredDetector[]): StoredItem[] {
  if (!info) return [];
  const known = new Set([
    ...info.detectors.map(({ name }) => name),
    ...stored.filter(({ modelHash }) => modelHash === info.hash).map(({ name }) => name),
  ]);
  return detectors
    .filter(({ name, zeroShot }) => zeroShot === undefined && !known.has(name))
    .map(({ name, title }) => ({ kind: 'detector', name, title, bytes: null, model: info, place: 'memory' }));
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
