import { useMemo } from 'react';
import { showDataSet, browseDataSet, descriptionOf, selectBrowsed } from '../../state/files/browsed-pictures';
import { dataSetOf } from '../../state/settings/data-choices';
import { toErrorRecord } from '../../state/store/report-error';
import type { DataPictureRef } from '../../state/store/scene-slice';
import { store, useStore } from '../../state/store/store';

/** Small pictures, one after the other. */
export { dataThumbnail } from '../../state/files/data-thumbnails';

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
    onBrowse: () => openBrowser(store.getState().browsing.dataSet),
  };
}

/** Shows the browser with a data set. */
export function openBrowser(id: string | null): void {
  const state = store.getState();
  const info = id === null ? undefined : dataSetOf(state, id);
  if (!info) return;
  state.setDataShown(false);
  state.setBrowserShown(true);
  void browseDataSet(info);
}
