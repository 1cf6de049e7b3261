import { reportError } from '../store/report-error';

/** A file that can be made when somebody wants it. */
export interface ExportItem {
  /** What it is, in words. */
  readonly label: string;
  readonly fileName: string;
  readonly make: () => BlobPart | Promise<BlobPart>;
}

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  jsonl: 'application/jsonl',
  md: 'text/markdown',
  png: 'image/png',
  svg: 'image/svg+xml',
  tex: 'application/x-tex',
  zip: 'application/zip',
};

/** Hands a file to the user. */
export function download(name: string, content: BlobPart): void {
  const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read the address only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Makes a file and hands it to the user; what goes wrong is a notice. */
export async function downloadExport({ fileName, make }: ExportItem): Promise<void> {
  try {
    download(fileName, await make());
  } catch (error) {
    reportError(error);
  }
}
