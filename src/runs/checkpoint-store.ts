/** A file of the browser's own file system. */
export interface StoredFile {
  readonly name: string;
  readonly bytes: number;
}

/** Checkpoints as files. Methods reject where the browser has no file system for pages, or no space left. */
export interface CheckpointStore {
  /** A reader sees the former file or the whole new one, never a part: the browser swaps it in when the writer closes. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Null where there is none of that name. */
  read(name: string): Promise<Uint8Array | null>;
  list(): Promise<readonly StoredFile[]>;
  remove(name: string): Promise<void>;
}

const folderName = 'checkpoints';

/** In the origin-private file system of this page (OPFS). */
export function createCheckpointStore(): CheckpointStore {
  const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true });
  return {
    write: async (name, bytes) => {
      const handle = await (await folder()).getFileHandle(name, { create: true });
      const writer = await handle.createWritable();
      try {
        await writer.write(bytes as Uint8Array<ArrayBuffer>);
      } catch (error) {
        await writer.abort();
        throw error;
      }
      await writer.close();
    },
    read: async (name) => {
      try {
        const file = await (await (await folder()).getFileHandle(name)).getFile();
        return new Uint8Array(await file.arrayBuffer());
      } catch (error) {
        if (error instanceof DOMException && error.name === 'NotFoundError') return null;
        throw error;
      }
    },
    list: async () => {
      const files: StoredFile[] = [];
      for await (const handle of (await folder()).values()) {
        if (handle.kind === 'file') files.push({ name: handle.name, bytes: (await handle.getFile()).size });
      }
      return files.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    remove: async (name) => {
      try {
        await (await folder()).removeEntry(name);
      } catch (error) {
        if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
      }
    },
  };
}
