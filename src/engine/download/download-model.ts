import { CodedError } from '../../errors/coded-error';
import type { BundleFile } from '../../clip/bundle/bundle-files';
import { sha256 } from '../../math/sha256';
import type { ModelShelf } from '../../runs/shelf/model-shelf';
import { fetchFiles, type DownloadOptions, type DownloadedModel } from './fetch-files';
import { addressText, parseModelAddress } from './model-address';
import { planDownload } from './download-plan';

/**
 * Fetches a model into the browser's file system, and goes on where an earlier download of the same version ended. What is kept whole is not
 * fetched again; where nothing can be kept, or the space ends, memory takes the files.
 *
 * @throws EngineError `bundle-file-missing`, `bundle-file-broken`, `download-interrupted`; what `signal` is aborted with. What has arrived stays.
 */
export async function downloadModel(
  text: string,
  shelf: ModelShelf,
  options: DownloadOptions,
): Promise<DownloadedModel> {
  const address = parseModelAddress(text);
  const asked = addressText(address, null);
  const plan = await planDownload(address, options).catch(async (error: unknown) => {
    options.signal.throwIfAborted();
    const kept = await keptUnder(shelf, asked);
    if (kept === null) throw error;
    return kept;
  });
  if ('keptId' in plan) return plan;
  // A hub that gives no list may not be asked at all: then what was kept under that name is as good.
  const known = plan.commit === null ? await keptUnder(shelf, asked) : null;
  if (known !== null) return known;
  const id = sha256([new TextEncoder().encode(plan.title)]).slice(0, 32);
  const kept = await openKept(shelf, id).catch(() => null);
  return kept ?? fetchFiles(plan, { shelf, id, address: asked }, options);
}

/** The bundle in a folder beside the page, which the browser's own cache keeps. @throws as {@link downloadModel} does */
export async function fetchBundle(folder: string, options: DownloadOptions): Promise<readonly BundleFile[]> {
  const plan = await planDownload({ kind: 'folder', url: folder }, options);
  return (await fetchFiles(plan, null, options)).files;
}

/** A model of the shelf, without any network. @throws EngineError `bundle-file-missing` where it is not there, or not whole */
export async function openKept(shelf: ModelShelf, id: string): Promise<DownloadedModel> {
  const manifest = await shelf.manifest(id);
  const files = await Promise.all(
    (manifest?.files ?? []).map(async ({ path, bytes, complete }) => {
      const file = complete ? await shelf.file(id, path) : null;
      return file !== null && (bytes === null || file.size === bytes) ? { path, file } : null;
    }),
  );
  if (manifest === null || manifest.completedAt === null || files.includes(null)) {
    throw new CodedError(
      'bundle-file-missing',
      'This model is not wholly kept in the browser.',
      'Download it again: what is there is not fetched anew.',
    );
  }
  const { title, commit } = manifest;
  return { files: files.filter((file) => file !== null), title, commit, keptId: id, unkept: null };
}

/** The newest whole model that was asked for by that address. */
async function keptUnder(shelf: ModelShelf, asked: string): Promise<DownloadedModel | null> {
  const all = await shelf.list().catch(() => []);
  const [newest] = all
    .filter(({ manifest }) => manifest !== null && manifest.address === asked && manifest.completedAt !== null)
    .sort((a, b) => (b.manifest?.completedAt ?? '').localeCompare(a.manifest?.completedAt ?? ''));
  return newest ? openKept(shelf, newest.id).catch(() => null) : null;
}

/**
 * Marks what is kept of a model that could not be read, so that the next download fetches it anew: the file that the complaint names, else
 * all of them. Files whose hash was checked are what the server lists, and stay.
 *
 * @returns whether anything will be fetched anew
 */
export async function distrustKept(shelf: ModelShelf, id: string, complaint: string): Promise<boolean> {
  const manifest = await shelf.manifest(id);
  if (manifest === null) return false;
  const unchecked = manifest.files.filter(({ sha256: hash }) => hash === null);
  const named = unchecked.filter(({ path }) => complaint.startsWith(path));
  const isNamed = manifest.files.some(({ path }) => complaint.startsWith(path));
  const suspects = new Set((isNamed ? named : unchecked).map(({ path }) => path));
  if (suspects.size === 0) return false;
  for (const path of suspects) {
    const file = await shelf.append(id, path);
    file.clear();
    file.close();
  }
  await shelf.putManifest(id, {
    ...manifest,
    completedAt: null,
    files: manifest.files.map((file) =>
      suspects.has(file.path) ? { ...file, bytes: null, version: null, complete: false } : file,
    ),
  });
  return true;
}
