/** Bytes that are read piece by piece: a dropped file, a file in OPFS, an array. Floor 0 names the shape, higher floors wrap a `Blob` in it. */
export interface ByteSource {
  /** Bytes in all. */
  readonly size: number;
  /** The bytes from `start` to before `end`, both within the size. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** A source over bytes in memory. */
export function byteSourceOf(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (start, end) => Promise.resolve(bytes.subarray(start, end)) };
}
