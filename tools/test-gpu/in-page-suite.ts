import { judgeSpeeds, readBaseline, type Rig, type Seconds, writeBaseline } from './baseline';
import { determinism } from './determinism';
import { deviceLoss } from './device-loss';
import { goldens } from './goldens';
import type { GroupName, GroupResult } from './group';
import { growth } from './growth';
import { kernels } from './kernels';
import { type Session, takeTroubles } from './session';
import { pageSpeeds } from './speed';

/** The groups on the page's engine. */
export class PageSuite {
  readonly rig: Rig;
  readonly #session: Session;
  readonly #record: boolean;
  /** Filled by the group `speed`. */
  seconds: Seconds | null = null;

  constructor(session: Session, cpu: string, record: boolean) {
    const { adapter, software } = session.backend;
    this.rig = { runtime: 'browser', adapter: adapter ?? 'unknown', software, cpu };
    this.#session = session;
    this.#record = record;
  }

  /** A group, and whether the engine had trouble meanwhile that no request told of. */
  async run(group: GroupName): Promise<GroupResult> {
    const result = await this.#work(group);
    const troubles = await takeTroubles(this.#session);
    if (troubles.length === 0) return result;
    const trouble = {
      name: 'no trouble outside requests',
      status: 'fail',
      measured: troubles.join('; '),
      limit: 'none',
    } as const;
    return { ...result, checks: [...result.checks, trouble] };
  }

  #work(group: GroupName): Promise<GroupResult> {
    switch (group) {
      case 'kernels':
        return kernels(this.#session);
      case 'goldens':
        return goldens(this.#session);
      case 'determinism':
        return determinism(this.#session);
      case 'growth':
        return growth(this.#session);
      case 'speed':
        return this.#speed();
      case 'device-loss':
        return deviceLoss(this.#session);
      default:
        return group satisfies never;
    }
  }

  async #speed(): Promise<GroupResult> {
    this.seconds = await pageSpeeds(this.#session);
    if (this.#record) console.error(`Recorded ${writeBaseline(this.rig, this.seconds, new Date().toISOString())}`);
    return judgeSpeeds(this.rig, this.seconds, readBaseline(this.rig));
  }
}
