import { filterPictures, type PlacedPicture } from '../../analysis/data-sets/picture-filter';
import { orderPictures } from '../../analysis/data-sets/picture-order';
import type { DataSetDescription, DataSetInfo } from '../../engine/engine';
import { memoNewest } from '../../math/memo';
import { describeData } from '../jobs/describe-data';
import { dataSetOf } from '../settings/data-choices';
import type { State } from '../store/store';
import { store } from '../store/store';

/** What is known of all pictures of a data set; null before they were looked at. */
export function descriptionOf({ dataReports }: State, dataSet: string | null): DataSetDescription | null {
  const report = dataSet === null ? undefined : dataReports[dataSet];
  return report?.kind === 'done' ? report.description : null;
}

const noPictures: readonly PlacedPicture[] = [];
const noScores = new Map();

/** The pictures that are browsed, filtered and in order; none before the data set was looked at. */
export const selectBrowsed: (state: State) => readonly PlacedPicture[] = memoNewest(
  (state: State) => [descriptionOf(state, state.browsing.dataSet), state.browsing],
  (state) => {
    const { dataSet, filter, order } = state.browsing;
    const description = descriptionOf(state, dataSet);
    return description ? orderPictures(filterPictures(description, filter), order, noScores) : noPictures;
  },
);

/** Looks at all pictures of a data set, where that was not done yet. */
export async function browseDataSet(info: DataSetInfo): Promise<void> {
  store.getState().browse(info.id);
  if (store.getState().dataReports[info.id]?.kind !== 'done') await describeData(info);
}

/** Shows the first of the pictures that are browsed in Detect, once they are looked at; the browser where there is none, which says why. */
export async function showDataSet(info: DataSetInfo): Promise<void> {
  const { pictureRef } = store.getState();
  await browseDataSet(info);
  const state = store.getState();
  // Whoever has chosen something else meanwhile wants that.
  if (state.pictureRef !== pictureRef || !dataSetOf(state, info.id)) return;
  const [first] = selectBrowsed(state);
  if (first) state.choosePicture({ kind: 'data', dataSet: info.id, part: first.part, index: first.index });
  else if (descriptionOf(state, info.id)) state.setBrowserShown(true);
}
