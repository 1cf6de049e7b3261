import { determinism } from './determinism';
import { deviceLoss } from './device-loss';
import { goldens } from './goldens';
import type { GroupName, Tell } from './group';
import { growth } from './growth';
import { kernels } from './kernels';
import { type Session, takeTroubles } from './session';

/** A group that checks, in whichever home the session has. */
export type GroupWork = (session: Session, tell: Tell) => Promise<void>;

/** All groups but the one whose limits are of one machine. */
export const groupWorks: Readonly<Record<Exclude<GroupName, 'speed'>, GroupWork>> = {
  kernels,
  goldens,
  determinism,
  growth,
  'device-loss': deviceLoss,
};

/** Runs a group, and tells whether the engine had trouble meanwhile that no request told of. */
export async function runWatched(work: GroupWork, session: Session, tell: Tell): Promise<void> {
  await work(session, tell);
  const troubles = await takeTroubles(session);
  if (troubles.length === 0) return;
  tell.check({
    name: 'no trouble outside requests',
    status: 'fail',
    measured: troubles.join('; '),
    limit: 'none',
  });
}
