import { filterPictures, type PlacedPicture } from '../../analysis/data-sets/picture-filter';
import { orderPictures, scorePictures, type PromptScore } from '../../analysis/data-sets/picture-order';
import type { DataSetDescription, DataSetInfo } from '../../engine/engine';
import { memoNewest } from '../../math/memo';
import { describeData } from '../jobs/data-sets/describe-data';
import { dataSetOf } from '../settings/data-choices';
import type { DataEmbedding } from '../store/browse-slice';
import { type State, store } from '../store/store';

/** What is known of all pictures of a data set; null before they were looked at. */
export function descriptionOf({ dataReports }: State, dataSet: string | null): DataSetDescription | null {
  const report = dataSet === null ? undefined : dataReports[dataSet];
  return report?.kind === 'done' ? report.description : null;
}

/** The embeddings of the pictures that are browsed, by the model that is loaded; null where there are none. */
export function browsedEmbedding({ browsing: { dataSet }, dataEmbeddings, model }: State): DataEmbedding | null {
  const embedding = dataSet === null ? undefined : dataEmbeddings[dataSet];
  return embedding && embedding.modelHash === model.info?.hash ? embedding : null;
}

const noScores: ReadonlyMap<string, PromptScore> = new Map();

/** How well the pictures that are browsed fit the prompt, by their files; empty before prompt and pictures are embedded. */
export const selectPromptScores: (state: State) => ReadonlyMap<string, PromptScore> = memoNewest(
  (state: State) => [
    browsedEmbedding(state)?.embeddings,
    embedded(state, state.browsing.prompt),
    embeddedSource(state),
  ],
  (state) => {
    const pictures = browsedEmbedding(state)?.embeddings;
    const prompt = embedded(state, state.browsing.prompt);
    return pictures && prompt ? scorePictures(pictures, prompt, embeddedSource(state)) : noScores;
  },
);

function embedded({ embeddings }: State, prompt: string): Float32Array | null {
  const found = embeddings.get(prompt.trim());
  return found?.kind === 'ready' ? found.embedding : null;
}

function embeddedSource(state: State): Float32Array | null {
  return embedded(state, state.sourcePrompt);
}

const noPictures: readonly PlacedPicture[] = [];

/** The pictures that pass the filter, as the data set lists them. */
const selectFiltered = memoNewest(
  (state: State) => [descriptionOf(state, state.browsing.dataSet), state.browsing.filter],
  (state) => {
    const description = descriptionOf(state, state.browsing.dataSet);
    return description ? filterPictures(description, state.browsing.filter) : noPictures;
  },
);

/** The pictures that are browsed, filtered and in order; none before the data set was looked at. */
export const selectBrowsed: (state: State) => readonly PlacedPicture[] = memoNewest(
  (state: State) => [selectFiltered(state), state.browsing.order, selectPromptScores(state)],
  (state) => orderPictures(selectFiltered(state), state.browsing.order, selectPromptScores(state)),
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

/** Shows the browser with a data set, whose pictures are looked at where they were not. */
export async function openBrowser(info: DataSetInfo): Promise<void> {
  const { setDataShown, setBrowserShown } = store.getState();
  setDataShown(false);
  const looking = browseDataSet(info);
  setBrowserShown(true);
  await looking;
}
