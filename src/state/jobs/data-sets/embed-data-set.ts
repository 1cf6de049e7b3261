import { ProgressMeter, throttled } from '../../../engine/client/progress';
import type { DataSetInfo } from '../../../engine/engine';
import { descriptionOf } from '../../files/browsed-pictures';
import { wholePicture } from '../../files/data-pictures';
import { reportError, toErrorRecord } from '../../store/report-error';
import { store } from '../../store/store';
import { engine } from '../engine-access';
import { LatestTurn, type Turn } from '../latest-turn';

const embedding = new LatestTurn();
/** So many pictures are embedded at once: whoever detects meanwhile waits for no more. */
const atOnce = 2;
/** Pictures are sorted anew so often, in milliseconds. */
const showEvery = 1500;

/**
 * Embeds all pictures of a data set that can be read, each once; everything else goes on meanwhile. What was embedded before it was cancelled is kept,
 * as long as model and data set are open, and the next time begins there. One data set at a time.
 */
export async function embedDataSet(info: DataSetInfo): Promise<void> {
  const { model, dataEmbeddings, setDataEmbedding } = store.getState();
  const description = descriptionOf(store.getState(), info.id);
  const modelHash = model.info?.hash;
  const known = dataEmbeddings[info.id];
  const former = known?.modelHash === modelHash ? known : null;
  if (modelHash === undefined || description === null || former?.status === 'running') return;
  const turn = embedding.begin();
  const embeddings = new Map(former?.embeddings);
  const unreadable = new Map(former?.unreadable);
  const files = [...new Set(description.parts.flatMap(({ images }) => images.map(({ file }) => file)))];
  const missing = files.filter((file) => !embeddings.has(file) && !unreadable.has(file));
  const meter = new ProgressMeter('Embedding pictures', files.length, 'images');
  let progress = meter.at(files.length - missing.length);
  let shown = { embeddings: new Map(embeddings), unreadable: new Map(unreadable) };
  const show = (status: 'running' | 'stopped' | 'done') =>
    setDataEmbedding(info.id, { modelHash, status, progress, ...shown });
  const showMore = throttled(showEvery, () => {
    shown = { embeddings: new Map(embeddings), unreadable: new Map(unreadable) };
  });
  const showProgress = throttled(200, () => show('running'));
  show('running');
  try {
    for await (const { file, result } of embedded(info, missing, turn)) {
      if (!isCurrent(info.id, modelHash)) break;
      if (typeof result === 'string') unreadable.set(file, result);
      else embeddings.set(file, result);
      progress = meter.at(embeddings.size + unreadable.size);
      showMore(undefined);
      showProgress(undefined);
    }
  } catch (error) {
    reportError(error);
  }
  if (!isCurrent(info.id, modelHash)) {
    // Those of the model that has come meanwhile stay.
    if (store.getState().dataEmbeddings[info.id]?.modelHash === modelHash) setDataEmbedding(info.id, null);
    return;
  }
  showMore(undefined, true);
  show(embeddings.size + unreadable.size === files.length ? 'done' : 'stopped');
}

/** Ends the embedding that is under way; what there is stays. */
export function cancelEmbedding(): void {
  embedding.cancel();
}

/** Whether data set and model are still those that the embeddings belong to. */
function isCurrent(id: string, modelHash: string): boolean {
  const { dataSets, model } = store.getState();
  return model.info?.hash === modelHash && dataSets.some((info) => info.id === id);
}

interface Embedded {
  readonly file: string;
  /** Of unit length; a text says why the picture cannot be read. */
  readonly result: Float32Array | string;
}

/** Some pictures at a time; the next ones are decoded meanwhile. */
async function* embedded(info: DataSetInfo, files: readonly string[], { signal }: Turn): AsyncGenerator<Embedded> {
  const read = (from: number) => Promise.all(files.slice(from, from + atOnce).map((file) => readPicture(info, file)));
  let coming = read(0);
  // A failure of what is read ahead is met when its turn comes.
  coming.catch(() => undefined);
  for (let from = 0; from < files.length; from += atOnce) {
    const pictures = await coming;
    signal.throwIfAborted();
    coming = read(from + atOnce);
    coming.catch(() => undefined);
    const images = pictures.flatMap(({ image }) => (typeof image === 'string' ? [] : [image]));
    const vectors = images.length === 0 ? [] : [...(await engine().embedImages(images))];
    signal.throwIfAborted();
    for (const { file, image } of pictures)
      yield { file, result: typeof image === 'string' ? image : vectors.shift()! };
  }
}

async function readPicture(info: DataSetInfo, file: string) {
  try {
    return { file, image: await wholePicture(info, file) };
  } catch (error) {
    const { code, message } = toErrorRecord(error);
    if (code === 'data-set-missing' || code === 'cancelled') throw error;
    return { file, image: message };
  }
}
