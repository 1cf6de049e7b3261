import { CodedError } from '../../errors/coded-error';
import { type FormatError, isFormatError } from '../../errors/areas';
import { blobSourceOf } from '../../formats/blob-source';
import { fileKindBytes, fileKindOf } from '../../formats/file-kind';
import { anyArchive, openZipArchive, type ZipArchive } from '../../formats/zip/zip-archive';
import type { ZipEntry } from '../../formats/zip/zip-directory';
import { openHint, sessionFormat } from '../../runs/session/session';
import { holdsWeights } from './model-files';
import { sortDropped } from './dropped-files';
import { openDropped, openZippedData } from './open-data-set';
import { reportError, reportFileError } from '../store/report-error';
import { restoreFigure } from './restore-figure';
import { importSession } from '../library/page-session';
import { openImages } from './show-picture';

/** What a file is for; `nothing` says why it cannot be used. */
type Purpose =
  | { readonly kind: 'session' | 'data-set' | 'picture' }
  | { readonly kind: 'nothing'; readonly error: FormatError };

const pictureName = /\.(?:jpe?g|png|webp|bmp|gif|avif)$/iu;
/** The manifest of a session has some thousand references at most. */
const mostManifestBytes = 10_000_000;
/** Larger texts are no sessions. */
const mostTextBytes = 200_000_000;

/** Opens files that were dropped, pasted or chosen, each for what it holds; what cannot be used is named. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  // A configuration or a tokenizer beside weights belongs to them.
  const apart = (file: File) => pictureName.test(file.name) || /\.zip$/iu.test(file.name);
  const weights = holdsWeights(files) ? files.filter((file) => !apart(file)) : [];
  if (weights.length > 0) await openWeightsLater(weights);
  const pictures: File[] = [];
  let session: File | null = null;
  for (const file of files) {
    if (weights.includes(file)) continue;
    const purpose = await purposeOf(file);
    switch (purpose.kind) {
      case 'session':
        if (session === null) await importSession(file);
        else
          reportFileError(
            file.name,
            new CodedError('invalid-data', `only one session is opened at a time`, `Open it after “${session.name}”.`),
          );
        session ??= file;
        break;
      case 'data-set':
        await openZippedData(file);
        break;
      case 'picture':
        // Figures of this page bring their configuration back; all others are pictures to detect in.
        if (!(await restoreFigure(file))) pictures.push(file);
        break;
      case 'nothing':
        reportFileError(file.name, purpose.error);
        break;
      default:
        purpose satisfies never;
    }
  }
  if (pictures.length > 0) await openImages(pictures);
}

/** Fetches the readers of weights first, which most visits never need. */
async function openWeightsLater(files: readonly File[]): Promise<void> {
  try {
    const { openWeights } = await import('./open-weights');
    await openWeights(files);
  } catch (error) {
    reportError(error);
  }
}

/** Opens what was dropped, folders apart from files. The transfer is read before this returns: afterwards the browser empties it. */
export function takeDropped(transfer: DataTransfer): void {
  const { files, folder } = sortDropped(transfer);
  if (folder) void openDropped(folder);
  if (files.length > 0) void takeFiles(files);
}

/** Decides by what a file holds: names and endings may be wrong. */
export async function purposeOf(file: File): Promise<Purpose> {
  const kind = fileKindOf(new Uint8Array(await file.slice(0, fileKindBytes).arrayBuffer()));
  try {
    if (kind?.group === 'zip' || /\.zip$/iu.test(file.name))
      return await purposeOfZip(await openZipArchive(blobSourceOf(file), anyArchive));
    if (kind?.name === 'a JSON text' || /\.json$/iu.test(file.name)) return await purposeOfJson(file);
    return { kind: 'picture' };
  } catch (error) {
    if (isFormatError(error)) return { kind: 'nothing', error };
    throw error;
  }
}

async function purposeOfZip(archive: ZipArchive): Promise<Purpose> {
  const entries = [...archive.entries.values()];
  const manifest = await findAsync(entries, async (entry) => isSessionManifest(archive, entry));
  if (manifest?.path === 'manifest.json') return { kind: 'session' };
  if (manifest)
    throw new CodedError(
      'invalid-header',
      `it holds a session in its folder “${manifest.path.replace(/\/manifest\.json$/u, '')}”`,
      'Pack what is in that folder, without the folder itself.',
    );
  if (entries.some(({ path }) => pictureName.test(path) || /\.(?:xml|txt|json|ya?ml|names)$/iu.test(path)))
    return { kind: 'data-set' };
  throw new CodedError(
    'invalid-header',
    entries.length === 0
      ? 'the zip file is empty'
      : 'it holds neither a session of this playground nor pictures with annotations',
    'Drop the zip file that Export has made, or a data set in the layout of Pascal VOC, COCO or YOLO.',
  );
}

async function isSessionManifest(archive: ZipArchive, entry: ZipEntry): Promise<boolean> {
  if (!/^(?:[^/]+\/)?manifest\.json$/u.test(entry.path) || entry.size > mostManifestBytes) return false;
  return new TextDecoder().decode(await archive.read(entry, mostManifestBytes)).includes(sessionFormat);
}

async function purposeOfJson(file: File): Promise<Purpose> {
  const text = file.size > mostTextBytes ? '' : await file.text();
  if (text.includes(sessionFormat)) return { kind: 'session' };
  if (/"(?:annotations|categories)"\s*:\s*\[/u.test(text))
    throw new CodedError(
      'invalid-header',
      'it holds annotations, which need their pictures',
      'Choose the folder that holds both, or a zip file of it.',
    );
  throw new CodedError('invalid-header', 'it is no session of this playground', openHint);
}

async function findAsync<Value>(values: readonly Value[], fits: (value: Value) => Promise<boolean>) {
  for (const value of values) if (await fits(value)) return value;
  return null;
}
