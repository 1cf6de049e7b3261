import type { PictureOrder } from '../../analysis/data-sets/picture-order';
import { everyPicture, type PictureFilter } from '../../analysis/data-sets/picture-filter';
import type { Slice } from './slice';

/** Which data set is looked at, and which of its pictures in which order. */
export interface Browsing {
  /** Its id; null before one is looked at. */
  readonly dataSet: string | null;
  readonly filter: PictureFilter;
  readonly order: PictureOrder;
}

export interface BrowseSlice {
  readonly browsing: Browsing;
  /** Whether the browser is shown. */
  readonly browserShown: boolean;
  /** Looks at a data set. The filters are those of another one, and begin anew. */
  readonly browse: (dataSet: string) => void;
  readonly setBrowsing: (change: Partial<Omit<Browsing, 'dataSet'>>) => void;
  readonly setBrowserShown: (shown: boolean) => void;
}

const nothingBrowsed: Browsing = { dataSet: null, filter: everyPicture, order: 'listed' };

export const createBrowseSlice: Slice<BrowseSlice> = (set) => ({
  browsing: nothingBrowsed,
  browserShown: false,
  browse: (dataSet) =>
    set(({ browsing }) => ({ browsing: browsing.dataSet === dataSet ? browsing : { ...nothingBrowsed, dataSet } })),
  setBrowsing: (change) => set(({ browsing }) => ({ browsing: { ...browsing, ...change } })),
  setBrowserShown: (browserShown) => set({ browserShown }),
});
