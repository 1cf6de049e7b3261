/** What the wasm module shows of its allocator. */
export interface WasmHeap {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/** Bytes that tensors may take: wasm addresses 4 GiB, and the kernels' packed weights and the gaps between blocks need some of it. */
export const wasmTensorLimit = 3.5 * 2 ** 30;

/**
 * Refuses what the heap cannot hold. Unguarded, tfjs's threaded module traps inside its allocator while it holds the allocator's lock, and
 * the next allocation waits for that lock for ever.
 *
 * A request above the limit throws, and all goes on. Where the allocator traps below it, the heap is given up: every further request throws,
 * nothing is freed, and `onBroken` is told once.
 */
export function guardWasmHeap(heap: WasmHeap, onBroken: (reason: string) => void, limit = wasmTensorLimit): void {
  // The module replaces both by themselves at their first call.
  heap._free(heap._malloc(8));
  const allocate = heap._malloc.bind(heap);
  const free = heap._free.bind(heap);
  const sizes = new Map<number, number>();
  let used = 0;
  let broken: string | null = null;

  const giveUp = (cause: unknown): Error => {
    broken = `out of memory: the wasm heap broke at ${mebibytes(used)} of tensors (${String(cause)})`;
    onBroken(broken);
    return new Error(broken, { cause });
  };

  heap._malloc = (bytes) => {
    if (broken !== null) throw new Error(broken);
    if (used + bytes > limit) {
      throw new Error(
        `out of memory: ${mebibytes(bytes)} more than the ${mebibytes(used)} of tensors in use exceed the ${mebibytes(limit)} that wasm can hold`,
      );
    }
    let address: number;
    try {
      address = allocate(bytes);
    } catch (error) {
      throw giveUp(error);
    }
    if (address === 0) throw giveUp('no block');
    sizes.set(address >>> 0, bytes);
    used += bytes;
    return address;
  };
  heap._free = (address) => {
    if (broken !== null) return;
    used -= sizes.get(address >>> 0) ?? 0;
    sizes.delete(address >>> 0);
    free(address);
  };
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
