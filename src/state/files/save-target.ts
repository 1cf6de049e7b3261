import { CodedError } from '../../errors/coded-error';

/** A file that is saved while it is made. */
export interface SaveTarget {
  readonly write: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** Ends the file; the user has it then. */
  readonly close: () => Promise<void>;
  /** Takes away what was written. */
  readonly abort: () => Promise<void>;
}

interface SavePicker {
  readonly showSaveFilePicker?: (options: {
    readonly suggestedName: string;
    readonly types: readonly {
      readonly description: string;
      readonly accept: Readonly<Record<string, readonly string[]>>;
    }[];
  }) => Promise<FileSystemFileHandle>;
}

/** Files that wait in the browser's own storage until they are downloaded. */
const waitingFolder = 'saved-files';

/** Whether the user chooses the file itself; else it is made in the browser's storage first, which must have room for it. */
export function savesDirectly(): boolean {
  return (globalThis as SavePicker).showSaveFilePicker !== undefined;
}

/** Bytes that the browser's storage still takes; null where it does not tell. */
export async function storageRoom(): Promise<number | null> {
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined || usage === undefined ? null : quota - usage;
}

/**
 * Opens a zip file of that name to write: where the user says, or in the browser's storage, from where it is downloaded at the end. It must be called from
 * a click.
 * @returns null where the user thinks better of it
 * @throws CodedError `internal` where the browser can do neither
 */
export async function openSaveTarget(name: string): Promise<SaveTarget | null> {
  const { showSaveFilePicker } = globalThis as SavePicker;
  if (showSaveFilePicker === undefined) return waitingTarget(name);
  try {
    const handle = await showSaveFilePicker({
      suggestedName: name,
      types: [{ description: 'Zip file', accept: { 'application/zip': ['.zip'] } }],
    });
    const file = await handle.createWritable();
    return { write: (bytes) => file.write(bytes), close: () => file.close(), abort: () => file.abort() };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

async function waitingTarget(name: string): Promise<SaveTarget> {
  const root = await navigator.storage.getDirectory();
  // What waited before has been downloaded, or nobody wanted it.
  await root.removeEntry(waitingFolder, { recursive: true }).catch(() => undefined);
  const folder = await root.getDirectoryHandle(waitingFolder, { create: true });
  const handle = await folder.getFileHandle(name, { create: true });
  if (!('createWritable' in handle))
    throw new CodedError(
      'internal',
      'This browser cannot write a large file piece by piece.',
      'Use a current Chrome, Edge or Firefox, or the command “augment” of docs/headless.md.',
    );
  const file = await handle.createWritable();
  return {
    write: (bytes) => file.write(bytes),
    close: async () => {
      await file.close();
      const link = document.createElement('a');
      const url = URL.createObjectURL(await handle.getFile());
      link.href = url;
      link.download = name;
      link.click();
      // The file stays until the next one is made: nobody tells when a download ends.
    },
    abort: async () => {
      await file.abort();
      await folder.removeEntry(name);
    },
  };
}
