import { CodedError } from '../../errors/coded-error';
import type { ModelError } from '../../errors/areas';

/** A file of a bundle by its path, as a dropped folder or a download gives it. */
export interface BundleFile {
  readonly path: string;
  readonly file: Blob;
}

/** The files of a bundle, by path from its folder. */
export interface BundleFiles {
  /** In the order in which they came. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** The file itself, not yet read. @throws ModelError `bundle-file-missing` */
  blob(path: string): Blob;
  /** @throws ModelError `bundle-file-missing` or, where the file cannot be read, `bundle-file-broken` */
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
  text(path: string): Promise<string>;
  /** Files directly in a folder that are safetensors, by name without ending, sorted. */
  safetensorsIn(folder: string): ReadonlyMap<string, Blob>;
}

/**
 * Indexes files. Where all lie in one folder, as a dropped folder's do, its name is left out: the root is where `config.json` lies, or
 * else the folder that all share.
 */
export function bundleFiles(files: readonly BundleFile[]): BundleFiles {
  const root = rootOf(files.map(({ path }) => path));
  const byPath = new Map(
    files.filter(({ path }) => path.startsWith(root)).map(({ path, file }) => [path.slice(root.length), file]),
  );
  const blob = (path: string): Blob => {
    const file = byPath.get(path);
    if (!file) throw missingFile(path);
    return file;
  };
  const read = async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
    const file = blob(path);
    try {
      return new Uint8Array(await file.arrayBuffer());
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new CodedError('bundle-file-broken', `${path} could not be read: ${reason}`, 'Choose the files again.', {
        cause,
      });
    }
  };
  return {
    paths: [...byPath.keys()],
    blob,
    has: (path) => byPath.has(path),
    read,
    text: async (path) => new globalThis.TextDecoder().decode(await read(path)),
    safetensorsIn: (folder) => {
      const pattern = new RegExp(`^${folder}/([^/]+)\\.safetensors$`);
      const named = [...byPath].flatMap(([path, file]): [string, Blob][] => {
        const name = pattern.exec(path)?.[1];
        return name === undefined ? [] : [[name, file]];
      });
      return new Map(named.sort(([a], [b]) => (a < b ? -1 : 1)));
    },
  };
}

/** A file that a bundle must have and has not. */
export function missingFile(path: string): ModelError {
  return new CodedError(
    'bundle-file-missing',
    `The model has no ${path}.`,
    `Add ${path}: a model is a folder such as immich-app/RN50__openai on Hugging Face.`,
  );
}

function rootOf(paths: readonly string[]): string {
  const roots = paths
    .filter((path) => /(^|\/)config\.json$/.test(path))
    .map((path) => path.slice(0, -'config.json'.length));
  const [shortest] = roots.sort((a, b) => a.length - b.length);
  if (shortest !== undefined) return shortest;
  const [first = ''] = paths;
  const shared = first
    .split('/')
    .slice(0, -1)
    .filter((_, at, parts) => {
      const prefix = `${parts.slice(0, at + 1).join('/')}/`;
      return paths.every((path) => path.startsWith(prefix)) && !/(^|\/)(textual|visual)\/$/u.test(prefix);
    });
  return shared.map((part) => `${part}/`).join('');
}

/** The folder of a path with its final slash; empty for the root. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
