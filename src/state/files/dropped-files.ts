/** A file and where it lay. */
export interface PlacedFile {
  /** Relative to the dropped folder. */
  readonly path: string;
  readonly file: File;
}

/** What was dropped, sorted. */
export interface Dropped {
  /** Files that were dropped as such. */
  readonly files: readonly File[];
  /** All folders together; null where none was dropped. */
  readonly folder: { readonly name: string; readonly entries: readonly FileSystemDirectoryEntry[] } | null;
}

/** Sorts what was dropped; it must be asked before the event is over. */
export function sortDropped(transfer: DataTransfer): Dropped {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const folders = entries.filter((entry): entry is FileSystemDirectoryEntry => entry?.isDirectory ?? false);
  // A folder is among the files, too, as one that cannot be read.
  const names = new Set(folders.map(({ name }) => name));
  const files = [...transfer.files].filter((file) => !names.has(file.name));
  const [first, ...others] = folders;
  if (!first) return { files, folder: null };
  const name = others.length === 0 ? first.name : `${first.name} and ${others.length} more`;
  return { files, folder: { name, entries: folders } };
}

/** All files of dropped folders; several folders lie beside each other. */
export async function listFolders(entries: readonly FileSystemDirectoryEntry[]): Promise<readonly PlacedFile[]> {
  const placed: PlacedFile[] = [];
  for (const entry of entries) await walk(entry, entries.length === 1 ? '' : `${entry.name}/`, placed);
  return placed;
}

async function walk(folder: FileSystemDirectoryEntry, prefix: string, placed: PlacedFile[]): Promise<void> {
  const reader = folder.createReader();
  const readSome = () => new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
  // A reader gives its entries in batches; an empty one is the last.
  for (let entries = await readSome(); entries.length > 0; entries = await readSome()) {
    const files = entries.filter((entry): entry is FileSystemFileEntry => entry.isFile);
    const read = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    placed.push(
      ...(await Promise.all(files.map(async (entry) => ({ path: `${prefix}${entry.name}`, file: await read(entry) })))),
    );
    for (const entry of entries)
      if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, `${prefix}${entry.name}/`, placed);
  }
}

/** The files of a folder that was chosen in a dialog, without the folder's own name in their paths. */
export function chosenFolder(files: readonly File[]): { readonly name: string; readonly files: readonly PlacedFile[] } {
  const name = files[0]?.webkitRelativePath.split('/')[0] ?? '';
  return {
    name,
    files: files.map((file) => ({ path: file.webkitRelativePath.slice(name.length + 1) || file.name, file })),
  };
}
