import type { BundleFile } from './bundle-files';

/** A visual tower as an ONNX graph, not read yet, with the files beside it that hold its weights. */
export interface VisualGraph {
  readonly model: Blob;
  /** By the names that the graph gives them. */
  readonly external: readonly { readonly path: string; readonly file: Blob }[];
}

/** The visual graph among a model's files; null where there is none. */
export function visualGraph(files: readonly BundleFile[]): VisualGraph | null {
  const graph = files.find(({ path }) => /(?:^|\/)visual\/model\.onnx$/u.test(path));
  if (!graph) return null;
  const folder = graph.path.slice(0, -'model.onnx'.length);
  const external = files
    .filter(({ path }) => path.startsWith(`${folder}model`) && /(?:\.|_)(?:data|bin|weights?)$/u.test(path))
    .map(({ path, file }) => ({ path: path.slice(folder.length), file }));
  return { model: graph.file, external };
}
