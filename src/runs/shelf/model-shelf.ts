import * as v from 'valibot';
import { text } from '../records/schema-parts';

/** One file of a kept model. */
const keptFile = v.strictObject({
  /** Inside the model's folder. */
  path: text,
  url: text,
  /** Null until a server has said it. */
  bytes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Hexadecimal, where it is known beforehand. */
  sha256: v.nullable(text),
  /** What the server calls this version of it (`ETag`, `Last-Modified`), so that a download does not go on with another one. */
  version: v.nullable(text),
  complete: v.boolean(),
});

const manifest = v.strictObject({
  format: v.literal(1),
  /** What the user asked for. */
  address: text,
  /** In one line, with the commit where there is one. */
  title: text,
  commit: v.nullable(text),
  /** What it is for, where it is no CLIP: a network that proposes regions. */
  use: v.exactOptional(v.literal('proposals')),
  /** ISO 8601. */
  startedAt: text,
  /** Null while files are missing. */
  completedAt: v.nullable(text),
  files: v.array(keptFile),
});

/** One file of a kept model: what is known of it, and whether it is whole. */
export type KeptFile = v.InferOutput<typeof keptFile>;
/** What a downloaded model consists of, and how far its download is. */
export type KeptManifest = v.InferOutput<typeof manifest>;

/** A downloaded model in the browser's file system. */
export interface KeptModel {
  readonly id: string;
  /** Null where it cannot be read; such a folder can only be deleted. */
  readonly manifest: KeptManifest | null;
  /** What its files take now. */
  readonly bytes: number;
}

/** A file that grows at its end. All methods may throw what the browser's file system throws. */
export interface AppendingFile {
  readonly size: number;
  read(into: Uint8Array, at: number): number;
  /** @throws DOMException `QuotaExceededError` where there is no space left; nothing is written then */
  append(bytes: Uint8Array): void;
  clear(): void;
  close(): void;
}

/** The browser's shelf of downloaded models. Methods reject where the browser has no file system for pages. */
export interface ModelShelf {
  list(): Promise<readonly KeptModel[]>;
  /** Null where there is none of that id, or it cannot be read. */
  manifest(id: string): Promise<KeptManifest | null>;
  putManifest(id: string, manifest: KeptManifest): Promise<void>;
  /** Null where there is no such file. */
  file(id: string, path: string): Promise<Blob | null>;
  /** Opens a file to go on with it; in a worker only, and by one page at a time. */
  append(id: string, path: string): Promise<AppendingFile>;
  remove(id: string): Promise<void>;
}

const folderName = 'models';
const manifestName = 'manifest.json';

/** In the origin-private file system of this page (OPFS): a folder for each model. */
export function createModelShelf(): ModelShelf {
  const root = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true });
  const folder = async (id: string, create: boolean) => (await root()).getDirectoryHandle(id, { create });
  const fileIn = async (id: string, name: string): Promise<File | null> => {
    try {
      return await (await (await folder(id, false)).getFileHandle(name)).getFile();
    } catch (error) {
      return absent(error, null);
    }
  };
  const readManifest = async (id: string) => parseManifest(await (await fileIn(id, manifestName))?.text());
  return {
    manifest: readManifest,
    list: async () => {
      const models: KeptModel[] = [];
      for await (const handle of (await root()).values()) {
        if (handle.kind !== 'directory') continue;
        let bytes = 0;
        // Beside these lies the manifest, and what a browser that was killed while it wrote has left of one.
        for await (const file of handle.values())
          if (file.kind === 'file' && file.name.startsWith('-')) bytes += (await file.getFile()).size;
        models.push({ id: handle.name, manifest: await readManifest(handle.name), bytes });
      }
      return models;
    },
    putManifest: async (id, value) => {
      const handle = await (await folder(id, true)).getFileHandle(manifestName, { create: true });
      const writer = await handle.createWritable();
      await writer.write(JSON.stringify(value));
      await writer.close();
    },
    file: (id, path) => fileIn(id, storedName(path)),
    append: async (id, path) => {
      const handle = await (await folder(id, true)).getFileHandle(storedName(path), { create: true });
      return appendingFile(await (handle as unknown as WorkerFileHandle).createSyncAccessHandle());
    },
    remove: async (id) => {
      try {
        await (await root()).removeEntry(id, { recursive: true });
      } catch (error) {
        absent(error, undefined);
      }
    },
  };
}

/** Slashes make no file name, and no path may meet the manifest's. */
function storedName(path: string): string {
  return `-${encodeURIComponent(path)}`;
}

/** What workers can do with a file beyond what the types of pages tell. */
interface WorkerFileHandle {
  createSyncAccessHandle(): Promise<SyncAccess>;
}

interface SyncAccess {
  getSize(): number;
  read(into: Uint8Array, options: { readonly at: number }): number;
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  truncate(size: number): void;
  close(): void;
}

/** Writes in place, so that what has arrived stays when the page goes: a writable stream would keep it apart until it is closed. */
function appendingFile(handle: SyncAccess): AppendingFile {
  return {
    get size() {
      return handle.getSize();
    },
    read: (into, at) => handle.read(into, { at }),
    append: (bytes) => {
      const at = handle.getSize();
      if (handle.write(bytes, { at }) === bytes.length) return;
      handle.truncate(at);
      throw new DOMException('The file could not be written whole.', 'QuotaExceededError');
    },
    clear: () => handle.truncate(0),
    close: () => handle.close(),
  };
}

/** @returns null for what is no manifest of this version */
export function parseManifest(json: string | undefined): KeptManifest | null {
  if (json === undefined) return null;
  try {
    const { success, output } = v.safeParse(manifest, JSON.parse(json));
    return success ? output : null;
  } catch {
    // A page that was closed while it wrote leaves an empty file.
    return null;
  }
}

function absent<T>(error: unknown, otherwise: T): T {
  if (error instanceof DOMException && error.name === 'NotFoundError') return otherwise;
  throw error;
}
