import { CodedError } from '../../errors/coded-error';
import type { DetectionsRecord } from '../../runs/records/detections-record';
import { exportAgainHint } from '../../runs/session/session';
import { conditionByName, scenesPerSplit } from '../../scenes';
import { paneIds } from '../store/panes/detection-slice';
import { engine } from '../jobs/engine-access';
import { awaitsLinkedDetectors } from '../jobs/detect/pane-choices';
import type { Origin } from '../store/optimisation-slice';
import type { PictureRef } from '../store/panes/scene-slice';
import { store } from '../store/store';

/**
 * Shows recorded detections with their picture; a loaded model then makes them anew.
 * An example takes nothing away that a link or the user has chosen.
 */
export function openDetections({ image, panes }: DetectionsRecord, origin: Origin, addPicture: AddPicture): void {
  if (origin === 'recorded' && (!shows(store.getState().pictureRef, image) || awaitsLinkedDetectors())) return;
  const ref = addPicture();
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

/** Makes the picture one that can be shown. */
export type AddPicture = () => PictureRef;

/** Finds or decodes a recorded picture, and changes nothing yet. @throws SessionError, EngineError where it cannot be shown */
export async function readPicture(image: DetectionsRecord['image']): Promise<AddPicture> {
  if (image.kind === 'scene') {
    const { index, domain } = image;
    if (!conditionByName(domain))
      throw new CodedError(
        'session-broken',
        `The session is damaged: its picture is a scene in the unknown condition “${domain}”.`,
        exportAgainHint,
      );
    if (index >= scenesPerSplit)
      throw new CodedError(
        'session-broken',
        `The session is damaged: its picture is scene ${index}, and there are ${scenesPerSplit.toLocaleString('en')}.`,
        exportAgainHint,
      );
    return () => ({ kind: 'scene', index, condition: domain });
  }
  const decoded = await engine().decodeImage(await (await fetch(image.dataUrl)).blob());
  return () => store.getState().addOwnImage(image.name, decoded);
}
