import { cancelled } from '../../errors/cancelled';

/** One piece of work of which only the newest counts. */
export interface Turn {
  /** Aborted when it is cancelled, or another one begins. */
  readonly signal: AbortSignal;
  /** Whether none has begun since: what an older one finds is not shown. A cancelled one is the newest still, and tidies up. */
  readonly isNewest: () => boolean;
}

/**
 * Work of which only the newest counts: a turn that begins ends the one before.
 *
 * @example
 * const loading = new LatestTurn();
 * const turn = loading.begin();
 * const model = await engine().loadModel(source, { signal: turn.signal });
 * if (turn.isNewest()) show(model);
 */
export class LatestTurn {
  #newest = new AbortController();

  begin(): Turn {
    this.cancel();
    const turn = new AbortController();
    this.#newest = turn;
    return { signal: turn.signal, isNewest: () => this.#newest === turn };
  }

  /** Ends the turn under way; one that has ended does not mind. */
  cancel(): void {
    this.#newest.abort(cancelled());
  }
}
