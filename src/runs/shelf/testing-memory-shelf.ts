import type { KeptManifest, ModelShelf } from './model-shelf';

/** A shelf in memory, for tests. With `capacity`, bytes beyond so many are refused as a full disk refuses them. */
export function createMemoryShelf({ capacity = Infinity }: { readonly capacity?: number } = {}): ModelShelf {
  const manifests = new Map<string, KeptManifest>();
  const files = new Map<string, Map<string, Uint8Array[]>>();
  const open = new Set<string>();
  const sizeOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, { length }) => sum + length, 0);
  const bytesOf = (id: string) => [...(files.get(id)?.values() ?? [])].reduce((sum, parts) => sum + sizeOf(parts), 0);
  const total = () => [...files.keys()].reduce((sum, id) => sum + bytesOf(id), 0);
  return {
    list: async () => [...manifests].map(([id, manifest]) => ({ id, manifest, bytes: bytesOf(id) })),
    manifest: async (id) => manifests.get(id) ?? null,
    putManifest: async (id, manifest) => void manifests.set(id, structuredClone(manifest)),
    file: async (id, path) => {
      const parts = files.get(id)?.get(path);
      return parts ? new Blob(parts as Uint8Array<ArrayBuffer>[]) : null;
    },
    append: async (id, path) => {
      const key = `${id}/${path}`;
      if (open.has(key)) throw new DOMException('The file is open already.', 'NoModificationAllowedError');
      open.add(key);
      const folder = files.get(id) ?? new Map<string, Uint8Array[]>();
      files.set(id, folder);
      const parts = folder.get(path) ?? [];
      folder.set(path, parts);
      return {
        get size() {
          return sizeOf(parts);
        },
        read: (into, at) => {
          const bytes = parts.flatMap((part) => [...part]).slice(at, at + into.length);
          into.set(bytes);
          return bytes.length;
        },
        append: (bytes) => {
          if (total() + bytes.length > capacity) throw new DOMException('Full.', 'QuotaExceededError');
          parts.push(bytes.slice());
        },
        clear: () => parts.splice(0),
        close: () => open.delete(key),
      };
    },
    remove: async (id) => {
      manifests.delete(id);
      files.delete(id);
    },
  };
}
