import { CodedError } from '../../errors/coded-error';
import { isEngineError } from '../../errors/areas';
import type { RgbImage } from '../../geometry/rgb-image';
import { dataObstacle, chosenPart } from '../settings/data-choices';
import type { DataChoice } from '../store/data-slice';
import { engine } from './engine-access';
import { sourceDomain } from '../../scenes';
import { builtinScene } from '../files/scene-images';
import { store } from '../store/store';

/** Images for the optimisation, and how records name them. */
export interface SourceImages {
  readonly images: readonly RgbImage[];
  readonly names: readonly string[];
}

/** Pixels that the page holds for a run, three bytes each. */
const mostBytes = 1_500_000_000;

/** What was drawn and decoded, for the next run: scenes of the training split from the first on, and the newest images of a data set. */
const held: {
  readonly scenes: RgbImage[];
  data: { readonly key: string; readonly images: Promise<SourceImages> } | null;
} = {
  scenes: [],
  data: null,
};

/**
 * The first `count` daytime-clear training scenes, or as many images that are spread over a part of a data set.
 * @throws what the signal is aborted with
 */
export function sourceImages(count: number, data: DataChoice | null, signal?: AbortSignal): Promise<SourceImages> {
  if (data === null) return builtinImages(count, signal);
  const key = JSON.stringify([data.id, data.part, count]);
  if (held.data?.key !== key) {
    const images = dataImages(count, data, signal);
    held.data = { key, images };
    // What failed is tried again, and what is being given up is not waited for.
    const forget = () => {
      if (held.data?.images === images) held.data = null;
    };
    images.catch(forget);
    signal?.addEventListener('abort', forget);
  }
  return held.data.images;
}

/** Rendered a few at a time, so that the page stays quick. */
async function builtinImages(count: number, signal?: AbortSignal): Promise<SourceImages> {
  while (held.scenes.length < count) {
    held.scenes.push(builtinScene('train', held.scenes.length, sourceDomain).image);
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal?.throwIfAborted();
  }
  return { images: held.scenes.slice(0, count), names: builtinNames(count) };
}

/** The names of the first training scenes. */
export function builtinNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `builtin:${sourceDomain}/train/${index}`);
}

/** Those that cannot be read are left out and noted. */
async function dataImages(wanted: number, data: DataChoice, signal?: AbortSignal): Promise<SourceImages> {
  const state = store.getState();
  const part = chosenPart(state, data);
  if (!part)
    throw new CodedError('data-set-missing', dataObstacle(state, data) ?? '', 'The same files are recognised.');
  const count = Math.min(wanted, part.images);
  const images: RgbImage[] = [];
  const names: string[] = [];
  let bytes = 0;
  let unreadable: unknown = null;
  for (let index = 0; index < count; index++) {
    signal?.throwIfAborted();
    try {
      const { path, image } = await engine().dataSetImage({ dataSet: data.id, part: data.part, index, count });
      images.push(image);
      names.push(`${data.title}/${path}`);
      bytes += image.data.length;
    } catch (error) {
      unreadable = error;
      if (isEngineError(error)) noteUnreadable(data.id, data.title, error.message);
    }
    if (bytes > mostBytes)
      throw new CodedError(
        'out-of-memory',
        `${index + 1} images of “${data.title}” take more than ${mostBytes / 1e9} GB as pixels.`,
        'Lower “Source images”; a few dozen represent a data set well.',
      );
  }
  if (images.length === 0) throw unreadable;
  return { images, names };
}

/** Tells once that images of a data set are left out; the Data dialog lists them. */
export function noteUnreadable(id: string, title: string, reason: string): void {
  const { addDataProblem, notify } = store.getState();
  addDataProblem(id, reason);
  notify({
    tone: 'error',
    message: `Some images of “${title}” cannot be read, and are left out.`,
    hint: 'Data lists them with the reason.',
    details: reason,
  });
}
