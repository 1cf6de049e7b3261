export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Annotation files that are read, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Small files wait mostly for the system, and for their turn where the thread computes: so many are read at once. */
const atOnce = 64;

/** Runs the work on every item, several at once; the results keep the order. @throws what the signal is aborted with */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  { signal, onProgress }: ReadOptions,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  let done = 0;
  const lane = async () => {
    while (next < items.length) {
      signal?.throwIfAborted();
      const at = next++;
      results[at] = await work(items[at]!);
      onProgress?.(++done, items.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}
