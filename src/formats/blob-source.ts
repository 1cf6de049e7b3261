import type { ByteSource } from './byte-source';

/** A source over a file that the browser holds; only what is asked for is read. */
export function blobSourceOf(blob: Blob): ByteSource {
  return {
    size: blob.size,
    read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}
