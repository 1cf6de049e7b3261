import { deviceIdle, type Interruption } from '../../tensor/parts';
import type { ComputeLane } from './compute-lane';
import { yieldToMessages } from './yield';

/** Milliseconds of a step after which messages and other work come in; shorter steps are left alone. */
const turn = 100;

/**
 * How a step ends early, and lets others work meanwhile: short work that waits in the lane runs in the step's pauses.
 * @param check throws where the step shall end
 */
export function createInterruption(
  check: () => void,
  lane: ComputeLane,
  now: () => number = () => performance.now(),
): Interruption {
  let last = now();
  let deviceIsSlow = false;
  return {
    check,
    pause: async () => {
      if (!deviceIsSlow && now() - last < turn) return;
      const asked = now();
      // A GPU takes work faster than it does it: what it was given is waited for, or stopping would be fast here and slow there.
      await deviceIdle();
      deviceIsSlow = now() - asked > turn;
      await yieldToMessages();
      check();
      await lane.letOthersIn();
      check();
      last = now();
    },
  };
}
