import { concatBytes } from './bytes';
import type { ByteSource } from './byte-source';

/** A browser takes about a millisecond to read anything from a file: so much is read at once, and what lies near is there already. */
const windowBytes = 262_144;
/** So many windows stay. */
const mostKept = 64;

/**
 * Reads a source in windows, which stay for whoever reads beside or again; several may wait for the same one. What is larger than a window is read
 * directly. For many small files that lie near each other, as in a zip file.
 */
export function windowedSource(source: ByteSource): ByteSource {
  /** By their places, the one that was used longest ago first. */
  const kept = new Map<number, Promise<Uint8Array>>();
  const windowAt = (place: number): Promise<Uint8Array> => {
    const known = kept.get(place);
    kept.delete(place);
    const start = place * windowBytes;
    const window = known ?? source.read(start, Math.min(source.size, start + windowBytes));
    kept.set(place, window);
    if (known === undefined) {
      // Whoever asks again tries again.
      window.catch(() => kept.delete(place));
      if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
    }
    return window;
  };
  return {
    size: source.size,
    async read(start, end) {
      if (end - start > windowBytes) return source.read(start, end);
      const places = [...new Set([start, Math.max(start, end - 1)].map((at) => Math.floor(at / windowBytes)))];
      const pieces = await Promise.all(
        places.map(async (place) => {
          const from = place * windowBytes;
          return (await windowAt(place)).subarray(Math.max(0, start - from), Math.max(0, end - from));
        }),
      );
      return pieces.length === 1 ? pieces[0]! : concatBytes(pieces);
    },
  };
}
