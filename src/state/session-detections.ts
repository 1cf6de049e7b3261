import type { DetectionsRecord } from '../runs/detections-record';
import { paneIds } from './detection-slice';
import { engine } from './engine-access';
import type { Origin } from './optimisation-slice';
import type { PictureRef } from './scene-slice';
import { store } from './store';

/**
 * Shows recorded detections with their picture; a loaded model then makes them anew.
 * An example takes no picture away that a link or the user has chosen.
 */
export async function openDetections({ image, panes }: DetectionsRecord, origin: Origin): Promise<void> {
  if (origin === 'recorded' && !shows(store.getState().pictureRef, image)) return;
  const ref = await pictureOf(image);
  const state = store.getState();
  for (const [index, pane] of paneIds.entries()) {
    const recorded = panes[index];
    if (!recorded) continue;
    const target = state.run.pooled?.targetPrompts.indexOf(recorded.offset ?? '') ?? -1;
    state.choosePane(pane, {
      detector: recorded.detector,
      testTimeOffset: recorded.offset !== null && target >= 0 ? { target, strength: 1 } : null,
    });
  }
  state.choosePicture(ref);
  const { picture } = store.getState();
  if (picture?.ref !== ref) return;
  for (const [index, pane] of paneIds.entries()) {
    const recorded = panes[index];
    if (recorded && store.getState().results[pane].kind !== 'working') {
      state.setResult(pane, {
        kind: 'ready',
        picture,
        raw: recorded.detections,
        milliseconds: null,
        origin,
        recordedTitle: recorded.title,
      });
    }
  }
}

function shows(ref: PictureRef, image: DetectionsRecord['image']): boolean {
  return ref.kind === 'scene' && image.kind === 'scene' && ref.index === image.index && ref.condition === image.domain;
}

async function pictureOf(image: DetectionsRecord['image']): Promise<PictureRef> {
  if (image.kind === 'scene') return { kind: 'scene', index: image.index, condition: image.domain };
  const bytes = await (await fetch(image.dataUrl)).blob();
  return store.getState().addOwnImage(image.name, await engine().decodeImage(bytes));
}
