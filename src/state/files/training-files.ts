import { CodedError } from '../../errors/coded-error';
import type { EngineError } from '../../errors/areas';
import { blobSourceOf } from '../../formats/blob-source';
import { openSafetensors } from '../../formats/safetensors/safetensors';
import { unfinishedKind } from '../../runs/unfinished/unfinished-file';
import { readUnfinishedTraining } from '../../runs/unfinished/unfinished-training';
import { readUnfinishedWork } from '../../runs/unfinished/unfinished-work';
import { download } from '../exports/download';
import { engine } from '../jobs/engine-access';
import { forgetDictionaryFile, openDictionaryFile } from '../library/kept-dictionaries';
import { forgetCheckpointFile, keepWork, keptOfKind, keptWork, openCheckpoint } from '../library/kept-work';
import { settlePanes } from '../jobs/detect/pane-choices';
import { isActive } from '../store/optimisation-slice';
import { reportError, toErrorRecord } from '../store/report-error';
import { unfinished } from '../library/restore-training';
import { openWork } from '../library/restore-work';
import type { StoredItem, StoredModel } from '../store/storage-slice';
import { storage } from '../library/storage-access';
import { detectorProvenance } from '../library/stored-items';
import { addDetectorFile, forgetDetector, forgetDetectorRow } from '../library/stored-work';
import { store } from '../store/store';

type UnreadableItem = Extract<StoredItem, { kind: 'unreadable' }>;

const detectorFormat = 'clip-the-gap-detector';

/** Opens a checkpoint or a detector that this program wrote. A file that does not fit changes nothing. */
export async function importTrainingFile(file: File): Promise<void> {
  try {
    const opened = await openSafetensors(blobSourceOf(file));
    const format = opened.metadata.get('format');
    const kind = unfinishedKind(opened);
    if (kind === 'training') await importCheckpoint(file);
    else if (kind !== null) await importWork(file);
    else if (format === detectorFormat) await importDetector(file);
    else {
      throw new CodedError(
        'bundle-file-broken',
        `It is ${format === undefined ? 'a safetensors file of another program' : `of the kind “${format}”`}.`,
        'Choose another file.',
      );
    }
  } catch (error) {
    const { message, hint, details } = toErrorRecord(error);
    store.getState().notify({
      tone: 'error',
      message: `“${file.name}” was not opened. ${message}`,
      hint: `${hint} What can be opened here: checkpoints and detectors that this page has exported. Nothing on the page has changed.`,
      details,
    });
  }
}

/** An optimisation or an evaluation that has not ended. */
async function importWork(file: Blob): Promise<void> {
  const { kind, run } = await readUnfinishedWork(file);
  await keepWork(run.id, () => file);
  await openWork(kind, run.id);
  store.getState().notify({
    tone: 'info',
    message: 'The checkpoint is stored.',
    hint: kind === 'evaluation' ? 'It goes on in the Evaluate view.' : 'It goes on in the Optimise view.',
  });
}

async function importCheckpoint(file: Blob): Promise<void> {
  const training = await readUnfinishedTraining(file);
  const { modelName: name, modelHash: hash } = training.provenance;
  requireModel('checkpoint', { name, hash });
  const { id } = training;
  const same = keptOfKind(await keptWork(), 'training').find(({ run }) => run.id === id);
  if (same && same.run.steps > training.steps) {
    throw new CodedError(
      'bad-config',
      `A newer checkpoint of the same training is here already: ${same.run.steps} steps, this one has ${training.steps}.`,
      'Go on from the newer one, or export and delete it first.',
    );
  }
  const { training: shown, setTraining, notify } = store.getState();
  if (isActive(shown.status) && shown.id === id) {
    throw new CodedError('busy', 'The same training is running.', 'Stop it first.');
  }
  const place = await keepWork(id, () => file);
  if (isActive(shown.status)) {
    notify({
      tone: 'info',
      message: 'The checkpoint is stored.',
      hint: 'Open it in the Train view when the training that runs now has ended.',
    });
    return;
  }
  setTraining(unfinished(training, place, 'imported'));
  notify({ tone: 'info', message: 'Checkpoint opened.', hint: `“Go on” trains from step ${training.steps}.` });
}

async function importDetector(file: File): Promise<void> {
  const { model, modelHash } = await detectorProvenance(file);
  if (modelHash !== undefined) requireModel('detector', { name: model ?? 'unknown', hash: modelHash });
  const wanted = file.name.replace(/\.safetensors$/iu, '').trim() || 'detector';
  const { detector, name } = await openDetectorFile(wanted, file);
  const { addDetector, choosePane, notify } = store.getState();
  addDetector(detector);
  choosePane('right', { detector: name, testTimeOffset: null });
  notify({ tone: 'info', message: `Detector “${detector.title}” opened.`, hint: 'It is in the right pane of Detect.' });
}

/** Stores a detector under a name that no other has, and gives it to the engine. One that the engine refuses is not stored. */
async function openDetectorFile(wanted: string, file: File) {
  const modelHash = store.getState().model.info?.hash ?? 'unknown';
  const bytes = await file.arrayBuffer();
  const name = await addDetectorFile(wanted, { modelHash, file: new Blob([bytes]) });
  try {
    return { name, detector: await engine().importDetector(name, new Uint8Array(bytes)) };
  } catch (error) {
    await forgetDetector(name, modelHash);
    throw error;
  }
}

function requireModel(kind: 'checkpoint' | 'detector', belongs: StoredModel): void {
  const { info } = store.getState().model;
  if (!info) {
    throw new CodedError(
      'bad-config',
      'No model is loaded, so that nobody can say whether it fits.',
      'Wait until the model is there.',
    );
  }
  if (info.hash === belongs.hash) return;
  throw new CodedError(
    'bundle-mismatch',
    `This ${kind} belongs to the model ${describe(belongs)}; loaded is ${describe(info)}.`,
    `Load the model that it was trained with.`,
  );
}

function describe({ name, hash }: StoredModel): string {
  return `${name} (${hash.slice(0, 8)})`;
}

/** Hands a checkpoint to the user, as a file that {@link importTrainingFile} opens. */
export async function exportCheckpoint(id: string, title: string): Promise<void> {
  try {
    const file = await openCheckpoint(id);
    if (file === null) throw gone();
    download(`${fileTitle(title)}.checkpoint.safetensors`, await file.arrayBuffer());
  } catch (error) {
    reportError(error);
  }
}

/** Hands a stored file to the user as it is. */
export async function exportStoredFile(place: 'checkpoints' | 'dictionaries', name: string): Promise<void> {
  try {
    const file = await (place === 'checkpoints' ? storage().checkpoints.open(name) : openDictionaryFile(name));
    if (file === null) throw gone();
    download(name, await file.arrayBuffer());
  } catch (error) {
    reportError(error);
  }
}

/** Hands a detector to the user: one of the loaded model comes from the engine, one of another model from the store. */
export async function exportDetector(name: string, modelHash: string): Promise<void> {
  try {
    const { detectors, model } = store.getState();
    const here = model.info?.hash === modelHash && detectors.some((detector) => detector.name === name);
    const bytes = here ? await engine().exportDetector(name) : await storedDetector(name, modelHash);
    download(`${fileTitle(name)}.safetensors`, bytes as Uint8Array<ArrayBuffer>);
  } catch (error) {
    reportError(error);
  }
}

async function storedDetector(name: string, modelHash: string): Promise<Uint8Array> {
  const found = (await storage().runs.detectorsOf(modelHash)).find((detector) => detector.name === name);
  if (!found) throw gone();
  return new Uint8Array(await found.file.arrayBuffer());
}

/** Removes a detector for good: from the store, and from the engine where it is there. */
export async function deleteDetector(name: string, modelHash: string): Promise<void> {
  try {
    if (store.getState().model.info?.hash !== modelHash) return await forgetDetector(name, modelHash);
    const { detectors, evaluationChoice, removeDetector, setEvaluationChoice } = store.getState();
    removeDetector(name);
    settlePanes();
    const { a, b } = evaluationChoice;
    const other = detectors.find((detector) => detector.name !== name);
    if (a.detector === name && other) setEvaluationChoice({ a: { detector: other.name, testTimeOffset: null } });
    if (b?.detector === name) setEvaluationChoice({ b: null });
    await engine().removeDetector(name);
    await forgetDetector(name, modelHash);
  } catch (error) {
    reportError(error);
  }
}

/** Removes something stored that cannot be read. */
export async function deleteUnreadable({ place, fileName }: UnreadableItem): Promise<void> {
  switch (place) {
    case 'checkpoints':
      return forgetCheckpointFile(fileName);
    case 'detectors':
      return forgetDetectorRow(fileName);
    case 'dictionaries':
      return forgetDictionaryFile(fileName);
    default:
      place satisfies never;
  }
}

function fileTitle(title: string): string {
  return title
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/gu, '')
    .toLowerCase();
}

function gone(): EngineError {
  return new CodedError(
    'internal',
    'The file is gone.',
    'The browser has cleared the storage of this page, or another tab has deleted it.',
  );
}
