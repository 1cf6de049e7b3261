import type { DetectorInfo } from '../../../engine/engine';
import { engine } from '../engine-access';
import { reportError } from '../../store/report-error';
import { store } from '../../store/store';

export type ZeroShotChoice = NonNullable<DetectorInfo['zeroShot']>;

/** Lets CLIP alone look for something else; panes that show it detect anew. What is refused changes nothing. */
export async function setZeroShot(choice: ZeroShotChoice): Promise<void> {
  try {
    store.getState().addDetector(await engine().setZeroShot(choice));
  } catch (error) {
    reportError(error);
  }
}
