import type { DictionaryRequest, ModelInfo } from '../../../engine/engine';
import { isWhole, type PhotometricDictionary } from '../../../photometrics/dictionary/dictionary';
import { dictionaryProtocol } from '../../../photometrics/dictionary/protocol';
import {
  dictionaryFileName,
  type DictionarySource,
  type KeptDictionary,
  sourceKey,
  builtinSource,
} from '../../../runs/shelf/kept-dictionary';
import { dictionariesOf, forgetDictionaryFile, keepDictionary } from '../../library/kept-dictionaries';
import { reportError, toErrorRecord } from '../../store/report-error';
import { type State, store } from '../../store/store';
import { engine } from '../engine-access';
import { JobRunner } from '../job';
import { loadDictionary } from './load-dictionary';
import { dictionaryObstacle } from '../obstacles';
import { sourceImages } from '../source-images';

const measurement = new JobRunner();

/** What a measurement would take its images from: those of the optimisation. */
export function dictionarySource({ optimisationData }: State): DictionarySource {
  return optimisationData === null
    ? builtinSource
    : { key: sourceKey(optimisationData), title: `“${optimisationData.title}”` };
}

/** Whether the part on the page is of the images that are chosen now. */
export function canGoOn(state: State): boolean {
  const { part } = state.photometrics;
  return part !== null && part.source.key === dictionarySource(state).key;
}

/** What would be measured now. @throws what the signal is aborted with, and EngineError where images cannot be had */
export async function dictionaryRequest(state: State, signal?: AbortSignal): Promise<DictionaryRequest> {
  const { imageCount, transformCount, seed } = dictionaryProtocol;
  const { images, names } = await sourceImages(imageCount, state.optimisationData, signal);
  return { images, imageNames: names, transformCount, seed };
}

/** What the engine needs for the next transform. */
interface Prepared {
  readonly request: DictionaryRequest;
  readonly model: ModelInfo;
  readonly source: DictionarySource;
  readonly resumeFrom: PhotometricDictionary | null;
}

/** Measures the dictionary of the loaded model on the chosen images, from where an earlier measurement of them stopped. */
export async function measureDictionary(): Promise<void> {
  const state = store.getState();
  const { setPhotometrics, notify } = state;
  const obstacle = dictionaryObstacle(state);
  const model = state.model.info;
  if (obstacle !== null || model === null)
    return notify({ tone: 'info', message: obstacle ?? 'The model is not loaded yet.', hint: '' });
  const before = state.photometrics;
  setPhotometrics({ status: 'measuring', progress: null, problem: null });
  await measurement.run<Prepared, PhotometricDictionary>({
    runId: null,
    prepare: async (signal) => {
      const source = dictionarySource(state);
      const request = await dictionaryRequest(state, signal);
      const kept = (await dictionariesOf(model.hash)).find(({ source: { key } }) => key === source.key);
      return { request, model, source, resumeFrom: kept?.dictionary ?? null };
    },
    start: (prepared, current) => {
      const { request, resumeFrom } = prepared;
      return engine().measureDictionary(request, {
        onProgress: (progress) => {
          if (current()) store.getState().setPhotometrics({ progress });
        },
        onPart: (part) => {
          if (current()) void keep(prepared, part);
        },
        ...(resumeFrom ? { resumeFrom } : {}),
      });
    },
    end: async (dictionary, prepared) => {
      await keep(prepared, dictionary);
      if (isWhole(dictionary))
        setPhotometrics({
          status: 'ready',
          dictionary,
          source: prepared.source,
          part: null,
          progress: null,
        });
      else leave(null);
    },
    fail: (error) => {
      leave(error);
      reportError(error);
    },
    giveUp: () => setPhotometrics({ ...before, progress: null }),
  });
}

/** Ends the measurement; what is measured is kept. */
export function stopDictionary(): void {
  measurement.stop();
}

/** Keeps what is measured now: the page may be closed. */
export function saveDictionary(): void {
  measurement.save();
}

/** Forgets the part that there is, and measures from the first transform on. */
export async function measureDictionaryAnew(): Promise<void> {
  const { part } = store.getState().photometrics;
  if (part !== null) await deleteDictionary(dictionaryFileName(part.dictionary));
  await measureDictionary();
}

/** Removes a stored dictionary for good, also from the page where it is there. */
export async function deleteDictionary(fileName: string): Promise<void> {
  await forgetDictionaryFile(fileName);
  if (store.getState().photometrics.status !== 'measuring') await loadDictionary();
}

async function keep({ model, source }: Prepared, dictionary: PhotometricDictionary): Promise<void> {
  if (dictionary.measured.length === 0) return;
  const kept: KeptDictionary = { dictionary, modelName: model.name, source };
  store.getState().setPhotometrics({ part: kept });
  await keepDictionary(kept);
}

/** What the page shows of a measurement that has ended early: the dictionary that there was, or the part. */
function leave(error: unknown): void {
  const { photometrics, setPhotometrics } = store.getState();
  const { dictionary, part } = photometrics;
  const problem = error === null ? null : toErrorRecord(error);
  const otherwise = dictionary ? 'ready' : part ? 'stopped' : 'none';
  setPhotometrics({ status: problem === null ? otherwise : 'failed', progress: null, problem });
}
