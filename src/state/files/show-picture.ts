import { fittedViewport } from '../../analysis/detection/viewport';
import { paneIds } from '../store/detection-slice';
import { reportError, reportFileError } from '../store/report-error';
import { builtinScene, galleryScenes } from './scene-images';
import type { Picture, PictureRef } from '../store/scene-slice';
import { engine } from '../jobs/engine-access';
import { store } from '../store/store';
import { whenChanged } from '../store/when-changed';

/** Resolves what the user chose into pixels and, where known, ground truth. */
export function resolvePicture(ref: PictureRef): Picture | null {
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
}

/** Brings the chosen picture onto the screen. */
export function showChosenPicture(): void {
  const { pictureRef, setPicture, setResult, model } = store.getState();
  try {
    const picture = resolvePicture(pictureRef);
    if (!picture) return;
    // Recorded boxes belong to their picture only.
    if (!model.info) for (const pane of paneIds) setResult(pane, { kind: 'empty' });
    setPicture(picture);
  } catch (error) {
    reportError(error);
  }
}

/** The same street in another condition; the first street where one of the user's own images is shown. */
export function showDomain(condition: string): void {
  const { pictureRef, choosePicture } = store.getState();
  choosePicture({ kind: 'scene', index: pictureRef.kind === 'scene' ? pictureRef.index : 0, condition });
}

/** Another street in the same condition. */
export function stepScene(by: 1 | -1): void {
  const { pictureRef, ownImages, choosePicture } = store.getState();
  if (pictureRef.kind === 'scene') {
    choosePicture({ ...pictureRef, index: (pictureRef.index + by + galleryScenes) % galleryScenes });
    return;
  }
  const at = ownImages.findIndex(({ id }) => id === pictureRef.id);
  const next = ownImages[(at + by + ownImages.length) % ownImages.length];
  if (next) choosePicture({ kind: 'own', id: next.id });
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
