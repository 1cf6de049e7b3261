import { ModelError } from './model-error';

/** A file of a bundle by its path, as a dropped folder or a download gives it. */
export interface BundleFile {
  readonly path: string;
  readonly file: Blob;
}

/** The files of a bundle, by path from its folder. */
export interface BundleFiles {
  has(path: string): boolean;
  /** @throws ModelError `bundle-file-missing` or, where the file cannot be read, `bundle-file-broken` */
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
  text(path: string): Promise<string>;
  /** Files directly in a folder that are safetensors, by name without ending, sorted. */
  safetensorsIn(folder: string): ReadonlyMap<string, Blob>;
}

/** Indexes files. Where all lie in one folder, as a dropped folder's do, its name is left out: the root is where `config.json` lies. */
export function bundleFiles(files: readonly BundleFile[]): BundleFiles {
  const root = rootOf(files.map(({ path }) => path));
  const byPath = new Map(
    files.filter(({ path }) => path.startsWith(root)).map(({ path, file }) => [path.slice(root.length), file]),
  );
  const read = async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
    const file = byPath.get(path);
    if (!file) throw missingFile(path);
    try {
      return new Uint8Array(await file.arrayBuffer());
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new ModelError('bundle-file-broken', `${path} could not be read: ${reason}`, 'Choose the files again.', {
        cause,
      });
    }
  };
  return {
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
  return new ModelError(
    'bundle-file-missing',
    `The model has no ${path}.`,
    `Add ${path}: a model is a folder such as immich-app/RN50__openai on Hugging Face.`,
  );
}

function rootOf(paths: readonly string[]): string {
  const roots = paths
    .filter((path) => /(^|\/)config\.json$/.test(path))
    .map((path) => path.slice(0, -'config.json'.length));
  return roots.sort((a, b) => a.length - b.length)[0] ?? '';
}
