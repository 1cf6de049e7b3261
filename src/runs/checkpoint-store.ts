/** Files of unfinished trainings by name. Methods reject where the browser has no file system for pages, or no space left. */
export interface CheckpointStore {
  /** A reader sees the former file or the whole new one, never a part: the browser swaps it in when the writer closes. */
  write(name: string, file: Blob): Promise<void>;
  /** All files, in the order of their names. */
  list(): Promise<readonly { readonly name: string; readonly file: Blob }[]>;
  /** Null where there is none of that name. */
  open(name: string): Promise<Blob | null>;
  remove(name: string): Promise<void>;
}

const folderName = 'checkpoints';

/** In the origin-private file system of this page (OPFS). */
export function createCheckpointStore(): CheckpointStore {
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
      const files: { name: string; file: File }[] = [];
      for await (const handle of (await folder()).values()) {
        // A file is made empty before its first content is swapped in.
        if (handle.kind !== 'file') continue;
        const file = await handle.getFile();
        if (file.size > 0) files.push({ name: handle.name, file });
      }
      return files.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    open: async (name) => {
      try {
        return await (await (await folder()).getFileHandle(name)).getFile();
      } catch (error) {
        return absent(error, null);
      }
    },
    remove: async (name) => {
      try {
        await (await folder()).removeEntry(name);
      } catch (error) {
        absent(error, undefined);
      }
    },
  };
}

function absent<T>(error: unknown, otherwise: T): T {
  if (error instanceof DOMException && error.name === 'NotFoundError') return otherwise;
  throw error;
}
