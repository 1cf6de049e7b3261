import { orderScenes } from '../../analysis/detection/comparison/scene-order';
import { fittedViewport } from '../../analysis/detection/viewport';
import { paneIds } from '../store/panes/detection-slice';
import { reportError, reportFileError } from '../store/report-error';
import { selectGalleryChanges } from '../jobs/detect/scene-outcomes';
import { builtinScene } from './scene-images';
import { selectBrowsed } from './browsed-pictures';
import { dataPicture } from './data-pictures';
import type { DataPictureRef, Picture, PictureRef } from '../store/panes/scene-slice';
import { engine } from '../jobs/engine-access';
import { store } from '../store/store';
import { whenChanged } from '../store/when-changed';

/** Resolves what the user chose into pixels and, where known, ground truth. */
export function resolvePicture(ref: Exclude<PictureRef, DataPictureRef>): Picture | null {
  if (ref.kind === 'own') {
    const own = store.getState().ownImages.find(({ id }) => id === ref.id);
    return own ? { ref, title: own.name, image: own.image, groundTruth: null } : null;
  }
  const scene = builtinScene('test', ref.index, ref.condition);
  return {
    ref,
    title: `${ref.condition}, test scene ${ref.index + 1}`,
    image: scene.image,
    groundTruth: scene.objects.map((object) => ({ className: object.class, box: object.box })),
  };
}

/** Shows the picture that is chosen, now and whenever another one is. */
export function followPicture(): void {
  whenChanged((state) => state.pictureRef, showChosenPicture);
  whenChanged((state) => [state.pictureRef, state.browserShown], browseShownSet);
}

/** Pictures beside the shown one are those of its own data set, whichever was looked at meanwhile. */
export function browseShownSet(): void {
  const { pictureRef, browserShown, browse } = store.getState();
  if (pictureRef.kind === 'data' && !browserShown) browse(pictureRef.dataSet);
}

/** Brings the chosen picture onto the screen. */
export function showChosenPicture(): void {
  const { pictureRef } = store.getState();
  try {
    if (pictureRef.kind === 'data') void showDataPicture(pictureRef);
    else show(resolvePicture(pictureRef));
  } catch (error) {
    reportError(error);
  }
}

/** Reads a picture of a data set; what was shown before stays until it is there. */
async function showDataPicture(ref: DataPictureRef): Promise<void> {
  const isChosen = () => store.getState().pictureRef === ref;
  try {
    const picture = await dataPicture(ref);
    if (isChosen()) show(picture);
  } catch (error) {
    if (isChosen()) reportError(error);
  }
}

function show(picture: Picture | null): void {
  if (!picture) return;
  const { setPicture, setResult, model } = store.getState();
  // Recorded boxes belong to their picture only.
  if (!model.info) for (const pane of paneIds) setResult(pane, { kind: 'empty' });
  setPicture(picture);
}

/** The same street in another condition; the first street where one of the user's own images is shown. */
export function showDomain(condition: string): void {
  const { pictureRef, choosePicture } = store.getState();
  choosePicture({ kind: 'scene', index: pictureRef.kind === 'scene' ? pictureRef.index : 0, condition });
}

/** Another street in the same condition, in the order of the gallery, another image of the user's own, or another of the pictures that are browsed. */
export function stepScene(by: 1 | -1): void {
  const { pictureRef, choosePicture } = store.getState();
  const next = neighbour(pictureRef, by);
  if (next) choosePicture(next);
}

function neighbour(ref: PictureRef, by: 1 | -1): PictureRef | null {
  switch (ref.kind) {
    case 'scene': {
      const state = store.getState();
      const next = beside(
        orderScenes(selectGalleryChanges(state), state.sceneOrder),
        (index) => index === ref.index,
        by,
      );
      return next === undefined ? null : { ...ref, index: next };
    }
    case 'own': {
      const next = beside(store.getState().ownImages, ({ id }) => id === ref.id, by);
      return next ? { kind: 'own', id: next.id } : null;
    }
    case 'data': {
      const pictures = selectBrowsed(store.getState());
      const next = beside(pictures, ({ part, index }) => part === ref.part && index === ref.index, by);
      return next ? { ...ref, part: next.part, index: next.index } : null;
    }
    default:
      return ref satisfies never;
  }
}

/** The one beside; the list has no ends. Where none is meant, it begins at its first or last one. */
function beside<Item>(items: readonly Item[], isMeant: (item: Item) => boolean, by: 1 | -1): Item | undefined {
  const at = items.findIndex(isMeant);
  return at < 0 ? items.at(by > 0 ? 0 : -1) : items[(at + by + items.length) % items.length];
}

/** Decodes and shows images that were dropped, pasted or chosen; the first is shown. Each bad one is reported by name, the others are kept. */
export async function openImages(files: readonly File[]): Promise<void> {
  let first: PictureRef | null = null;
  for (const file of files) {
    const name = file.name || 'pasted image';
    try {
      const image = await engine().decodeImage(file);
      const added = store.getState().addOwnImage(name, image);
      first ??= added;
    } catch (error) {
      reportFileError(name, error);
    }
  }
  if (!first) return;
  const { choosePicture, setViewport, view, setView } = store.getState();
  choosePicture(first);
  setViewport(fittedViewport);
  if (view !== 'playground') setView('detect');
}
