import type { AppendingFile, ModelShelf } from '../../runs/shelf/model-shelf';

/** Why a download is in memory only: `full`, or what the browser says. */
export type UnkeptReason = { readonly kind: 'full' } | { readonly kind: 'refused'; readonly message: string };

/** Where the bytes of one file go. */
export interface DownloadSink {
  readonly size: number;
  /** What was there before, in pieces. */
  held(): Iterable<Uint8Array>;
  write(bytes: Uint8Array): void;
  clear(): void;
  /** Ends writing; what has arrived stays where the browser keeps it. */
  close(): void;
  /** All that has arrived, after `close`. */
  file(): Promise<Blob>;
}

const pieceBytes = 4 * 2 ** 20;

/** A sink in memory. */
export function memorySink(): DownloadSink {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    held: () => parts,
    write: (bytes) => {
      parts.push(bytes as Uint8Array<ArrayBuffer>);
      size += bytes.length;
    },
    clear: () => {
      parts.length = 0;
      size = 0;
    },
    close: () => undefined,
    file: async () => new Blob(parts),
  };
}

/**
 * A sink in the browser's file system. Where that takes no more bytes, the rest goes into memory.
 *
 * @param onFull told once, when memory takes over
 */
export async function shelfSink(
  shelf: ModelShelf,
  id: string,
  path: string,
  onFull: (reason: UnkeptReason) => void,
): Promise<DownloadSink> {
  const disk = await shelf.append(id, path);
  let memory: Uint8Array<ArrayBuffer>[] = [];
  let inMemory = 0;
  let full = false;
  return {
    get size() {
      return disk.size + inMemory;
    },
    held: function* () {
      yield* piecesOf(disk);
      yield* memory;
    },
    write: (bytes) => {
      if (!full) {
        try {
          disk.append(bytes);
          return;
        } catch (error) {
          full = true;
          onFull(reasonOf(error));
        }
      }
      memory.push(bytes as Uint8Array<ArrayBuffer>);
      inMemory += bytes.length;
    },
    clear: () => {
      disk.clear();
      memory = [];
      inMemory = 0;
    },
    close: () => disk.close(),
    file: async () => {
      const stored = await shelf.file(id, path);
      return memory.length === 0 && stored ? stored : new Blob([stored ?? new Blob(), ...memory]);
    },
  };
}

/** What a refusal of the file system means. */
export function reasonOf(error: unknown): UnkeptReason {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return { kind: 'full' };
  return { kind: 'refused', message: error instanceof Error ? error.message : String(error) };
}

function* piecesOf(disk: AppendingFile): Generator<Uint8Array> {
  const size = disk.size;
  for (let at = 0; at < size; at += pieceBytes) {
    const piece = new Uint8Array(Math.min(pieceBytes, size - at));
    disk.read(piece, at);
    yield piece;
  }
}
