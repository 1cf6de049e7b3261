/** The part of the abscissae that charts show. */
export interface ZoomedPart {
  readonly min: number;
  readonly max: number;
}

/** What one chart, or several with the same key, are zoomed to. */
export class ChartZoom {
  readonly #listeners = new Set<() => void>();
  #part: ZoomedPart | null = null;

  /** Null shows all. */
  get part(): ZoomedPart | null {
    return this.#part;
  }

  readonly set = (part: ZoomedPart | null): void => {
    if (part !== null && !(part.max > part.min)) return;
    this.#part = part;
    for (const listener of this.#listeners) listener();
  };

  /** Whoever leaves last leaves nothing zoomed: other curves come. @returns the way to stop listening */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#part = null;
    };
  };
}

const shared = new Map<string, ChartZoom>();

/** The zoom of all charts with that key; one of its own without a key. */
export function chartZoom(syncKey: string | undefined): ChartZoom {
  if (syncKey === undefined) return new ChartZoom();
  const known = shared.get(syncKey) ?? new ChartZoom();
  shared.set(syncKey, known);
  return known;
}

/** A part that shows a factor more or less around a place; null where all of it would be seen. */
export function zoomedAround(whole: ZoomedPart, shown: ZoomedPart, place: number, factor: number): ZoomedPart | null {
  const min = Math.max(whole.min, place - (place - shown.min) * factor);
  const max = Math.min(whole.max, place + (shown.max - place) * factor);
  return min <= whole.min && max >= whole.max ? null : { min, max };
}
