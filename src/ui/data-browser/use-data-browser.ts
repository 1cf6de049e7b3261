import { useMemo } from 'react';
import {
  countObjects,
  everyPicture,
  filterPictures,
  type PlacedPicture,
} from '../../analysis/data-sets/picture-filter';
import { fittedViewport } from '../../analysis/detection/viewport';
import type { DataSetInfo } from '../../engine/engine';
import {
  browsedEmbedding,
  descriptionOf,
  openBrowser,
  selectBrowsed,
  selectPromptScores,
  showDataSet,
} from '../../state/files/browsed-pictures';
import { cancelEmbedding, embedDataSet } from '../../state/jobs/data-sets/embed-data-set';
import { dataSetOf } from '../../state/settings/data-choices';
import { promptProblem } from '../../state/settings/prompt-problems';
import { toErrorRecord } from '../../state/store/report-error';
import type { DataPictureRef } from '../../state/store/panes/scene-slice';
import { type State, store, useStore } from '../../state/store/store';

/** Pictures of data sets: small ones one after the other, and whole ones. */
export { dataThumbnail } from '../../state/files/data-thumbnails';
export { wholePicture } from '../../state/files/data-pictures';

/** The data set that is looked at, as pictures need it. */
export interface BrowsedSet {
  readonly id: string;
  readonly title: string;
  readonly classes: readonly string[];
}

/** Why a picture cannot be read. */
export function reasonOf(error: unknown): string {
  const { message, hint } = toErrorRecord(error);
  return `${message} ${hint}`;
}

/** The data set that is browsed; undefined where there is none. */
export function useBrowsedInfo(): DataSetInfo | undefined {
  return useStore(browsedInfo);
}

function browsedInfo(state: State): DataSetInfo | undefined {
  const { dataSet } = state.browsing;
  return dataSet === null ? undefined : dataSetOf(state, dataSet);
}

/** The browser's dialog; it closes when its data set goes. */
export function useBrowserDialog() {
  return {
    info: useStore((state) => (state.browserShown ? browsedInfo(state) : undefined)),
    onClose: () => store.getState().setBrowserShown(false),
  };
}

/** What the pictures are filtered by, and what there is of each class. */
export function useBrowserFilters() {
  const description = useStore((state) => descriptionOf(state, state.browsing.dataSet));
  const filter = useStore((state) => state.browsing.filter);
  const { part, size } = filter;
  return {
    filter,
    parts: description?.parts.map(({ name, images }) => ({ name, images: images.length })) ?? [],
    counts: useMemo(() => (description ? countObjects(description, { part, size }) : []), [description, part, size]),
    onFilter: (change: Partial<typeof filter>) => {
      const { browsing, setBrowsing } = store.getState();
      setBrowsing({ filter: { ...browsing.filter, ...change } });
    },
  };
}

/** The prompt that the pictures are compared with, and their embeddings. */
export function usePromptSort(info: DataSetInfo) {
  const { prompt, order } = useStore((state) => state.browsing);
  const failure = useStore(({ browsing, embeddings }) => embeddings.get(browsing.prompt.trim()));
  const { setBrowsing } = store.getState();
  return {
    prompt,
    order,
    problem: prompt.trim() === '' ? null : failure?.kind === 'failed' ? failure.error.message : promptProblem(prompt),
    sourcePrompt: useStore((state) => state.sourcePrompt),
    embedding: useStore(browsedEmbedding),
    obstacle: useStore(({ model }) => (model.info ? null : 'The model is not loaded yet.')),
    pictures: useAllPictures().length,
    // Whoever types wants to see what fits first.
    onPrompt: (typed: string) => setBrowsing({ prompt: typed, ...(order === 'listed' ? { order: 'cosine' } : {}) }),
    onOrder: (chosen: typeof order) => setBrowsing({ order: chosen }),
    onEmbed: () => void embedDataSet(info),
    onCancel: cancelEmbedding,
  };
}

/** Pictures that cannot be read, and why: those that were seen when all were looked at, and those that could not be decoded. */
export function useUnreadable() {
  const description = useStore((state) => descriptionOf(state, state.browsing.dataSet));
  const embedding = useStore(browsedEmbedding);
  return useMemo(() => {
    const listed = description?.parts.flatMap(({ unreadable }) => unreadable) ?? [];
    return [
      ...new Map([...listed.map(({ file, reason }) => [file, reason] as const), ...(embedding?.unreadable ?? [])]),
    ].map(([file, reason]) => ({ file, reason }));
  }, [description, embedding?.unreadable]);
}

function useAllPictures(): readonly PlacedPicture[] {
  const description = useStore((state) => descriptionOf(state, state.browsing.dataSet));
  return useMemo(() => (description ? filterPictures(description, everyPicture) : []), [description]);
}

/** The pictures that are browsed. */
export function useBrowserPictures() {
  const set = useBrowsedSet();
  const { setBrowsing } = store.getState();
  return {
    set,
    pictures: useStore(selectBrowsed),
    /** Another object for another filter, prompt or order. */
    list: useStore((state) => state.browsing),
    /** Without any filter. */
    total: useAllPictures().length,
    scores: useStore(selectPromptScores),
    /** The picture that Detect shows; null where it shows another. */
    chosen: useStore(({ pictureRef: ref, browsing }) =>
      ref.kind === 'data' && ref.dataSet === browsing.dataSet ? `${ref.part}/${ref.index}` : null,
    ),
    onAll: () => setBrowsing({ filter: everyPicture }),
    onShow: ({ part, index }: PlacedPicture, view: 'detect' | 'playground') => {
      const { choosePicture, setViewport, setView, setBrowserShown } = store.getState();
      choosePicture({ kind: 'data', dataSet: set!.id, part, index });
      setViewport(fittedViewport);
      setView(view);
      setBrowserShown(false);
    },
  };
}

/** The data set that is browsed, once its pictures were looked at. */
export function useBrowsedSet(): BrowsedSet | null {
  const dataSet = useStore((state) => state.browsing.dataSet);
  const info = useStore((state) => (dataSet === null ? undefined : dataSetOf(state, dataSet)));
  const description = useStore((state) => descriptionOf(state, dataSet));
  return useMemo(
    () => (info && description ? { id: info.id, title: info.title, classes: description.classes } : null),
    [info, description],
  );
}

/** The open data sets as tabs of Detect. */
export function useDataTabs() {
  const dataSets = useStore((state) => state.dataSets);
  const shown = useStore(({ pictureRef }) => (pictureRef.kind === 'data' ? pictureRef.dataSet : null));
  const reports = useStore((state) => state.dataReports);
  return dataSets.map((info) => ({
    id: info.id,
    title: info.title,
    images: info.parts.reduce((sum, { images }) => sum + images, 0),
    shown: info.id === shown,
    coming: reports[info.id]?.kind === 'measuring',
    onShow: () => void showDataSet(info),
  }));
}

/** The pictures that are browsed, as the strip of Detect shows them. */
export function useDataStrip() {
  return {
    set: useBrowsedSet(),
    pictures: useStore(selectBrowsed),
    shown: useStore(({ pictureRef }) => (pictureRef.kind === 'data' ? pictureRef : null)),
    onPicture: (ref: DataPictureRef) => store.getState().choosePicture(ref),
    onBrowse: () => {
      const info = browsedInfo(store.getState());
      if (info) void openBrowser(info);
    },
  };
}
