/** A visual tower as an ONNX graph, not kept in memory, with the files beside it that hold its weights. */
export interface VisualGraph {
  readonly model: Blob;
  /** By the names that the graph gives them. */
  readonly external: readonly { readonly path: string; readonly file: Blob }[];
}
