/** A stored file. */
export interface CheckpointFile {
  readonly name: string;
  readonly file: Blob;
  /** When it was written, in milliseconds since 1970. */
  readonly modified: number;
}

/** Files of one kind by name: checkpoints, or measured dictionaries. Methods reject where the browser has no file system for pages, or no space left. */
export interface CheckpointStore {
  /** A reader sees the former file or the whole new one, never a part: the browser swaps it in when the writer closes. */
  write(name: string, file: Blob): Promise<void>;
  list(): Promise<readonly CheckpointFile[]>;
  /** Null where there is none of that name. */
  open(name: string): Promise<Blob | null>;
  remove(name: string): Promise<void>;
}

/** Where Chromium keeps what a writer has written until it closes. */
const swapExtension = '.crswap';

/** In a folder of the origin-private file system of this page (OPFS). */
export function createCheckpointStore(folderName: 'checkpoints' | 'dictionaries' = 'checkpoints'): CheckpointStore {
  const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true });
  return {
    write: async (name, file) => {
      const handle = await (await folder()).getFileHandle(name, { create: true });
      const writer = await handle.createWritable();
      try {
        await writer.write(file);
      } catch (error) {
        await writer.abort();
        throw error;
      }
      await writer.close();
    },
    list: async () => {
      const files: CheckpointFile[] = [];
      for await (const handle of (await folder()).values()) {
        // A file is made empty before its first content is swapped in; what is being written is beside it until then.
        if (handle.kind !== 'file' || handle.name.endsWith(swapExtension)) continue;
        const file = await handle.getFile();
        if (file.size > 0) files.push({ name: handle.name, file, modified: file.lastModified });
      }
      return files;
    },
    open: async (name) => {
      try {
        return await (await (await folder()).getFileHandle(name)).getFile();
      } catch (error) {
        return absent(error, null);
      }
    },
    remove: async (name) => {
      // A write that was cut off, as when the browser is killed, leaves its part.
      for (const file of [name, `${name}${swapExtension}`]) {
        try {
          await (await folder()).removeEntry(file);
        } catch (error) {
          absent(error, undefined);
        }
      }
    },
  };
}

function absent<T>(error: unknown, otherwise: T): T {
  if (error instanceof DOMException && error.name === 'NotFoundError') return otherwise;
  throw error;
}
