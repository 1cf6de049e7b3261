import type { Progress } from '../../engine/engine';
import type { ImageEmbeddings, PictureOrder } from '../../analysis/data-sets/picture-order';
import { everyPicture, type PictureFilter } from '../../analysis/data-sets/picture-filter';
import type { Slice } from './slice';

/** Which data set is looked at, and which of its pictures in which order. */
export interface Browsing {
  /** Its id; null before one is looked at. */
  readonly dataSet: string | null;
  readonly filter: PictureFilter;
  readonly order: PictureOrder;
  /** What the pictures are compared with. */
  readonly prompt: string;
}

/** Embeddings of the pictures of a data set, as far as they are there. */
export interface DataEmbedding {
  /** Of the model that they belong to. */
  readonly modelHash: string;
  readonly status: 'running' | 'stopped' | 'done';
  readonly progress: Progress;
  readonly embeddings: ImageEmbeddings;
  /** Why a picture has none, by its file. */
  readonly unreadable: ReadonlyMap<string, string>;
}

export interface BrowseSlice {
  readonly browsing: Browsing;
  /** Whether the browser is shown. */
  readonly browserShown: boolean;
  /** By the ids of data sets. */
  readonly dataEmbeddings: Readonly<Record<string, DataEmbedding>>;
  /** Looks at a data set. The filters are those of another one, and begin anew. */
  readonly browse: (dataSet: string) => void;
  readonly setBrowsing: (change: Partial<Omit<Browsing, 'dataSet'>>) => void;
  readonly setBrowserShown: (shown: boolean) => void;
  /** Null forgets them. */
  readonly setDataEmbedding: (dataSet: string, embedding: DataEmbedding | null) => void;
}

const nothingBrowsed: Browsing = { dataSet: null, filter: everyPicture, order: 'listed', prompt: '' };

export const createBrowseSlice: Slice<BrowseSlice> = (set) => ({
  browsing: nothingBrowsed,
  browserShown: false,
  dataEmbeddings: {},
  browse: (dataSet) =>
    set(({ browsing }) => ({
      browsing: browsing.dataSet === dataSet ? browsing : { ...nothingBrowsed, dataSet, prompt: browsing.prompt },
    })),
  setBrowsing: (change) => set(({ browsing }) => ({ browsing: { ...browsing, ...change } })),
  setBrowserShown: (browserShown) => set({ browserShown }),
  setDataEmbedding: (dataSet, embedding) =>
    set(({ dataEmbeddings: { [dataSet]: _former, ...others } }) => ({
      dataEmbeddings: embedding === null ? others : { ...others, [dataSet]: embedding },
    })),
});
