/** What a file of weights offers, whatever its format: tensors by name, each read when it is asked for. */

/** One tensor; its elements stay in the file. */
export interface StateDictTensor {
  /** PyTorch's axis order. */
  readonly shape: readonly number[];
  /** Row-major, whatever the element type of the file. A new array on each call. */
  readFloat32(): Promise<Float32Array>;
}

/** Tensors by their state_dict name, in the order of the file. */
export type StateDict = ReadonlyMap<string, StateDictTensor>;

/** Where checkpoints keep a CLIP model; the pristine copy of a released detector comes after everything else. */
const prefixes = [
  '',
  'module.',
  'model.',
  'roi_heads.box_predictor.cls_score.frozen_clip_model.',
  'roi_heads.box_predictor.cls_score.model.',
] as const;

/** A file may hold more under the same prefix, such as attention masks. */
const textNames = new RegExp(
  [
    /^transformer\.resblocks\.\d+\.(ln_[12]|attn\.out_proj|mlp\.c_(fc|proj))\.(weight|bias)$/,
    /^transformer\.resblocks\.\d+\.attn\.in_proj_(weight|bias)$/,
    /^(ln_final\.(weight|bias)|token_embedding\.weight|positional_embedding|text_projection)$/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'u',
);

/**
 * The text tower under OpenAI's names: `token_embedding.weight` [V, W], `positional_embedding` [L, W], `transformer.resblocks.<i>.…`,
 * `ln_final.{weight,bias}`, `text_projection` [W, D].
 *
 * @returns null where the file has none, as timm's visual-only files
 */
export function textStateDict(tensors: StateDict): StateDict | null {
  const prefix = prefixes.find((candidate) => tensors.has(`${candidate}token_embedding.weight`));
  if (prefix === undefined) return null;
  return new Map(
    [...tensors]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, tensor]) => [name.slice(prefix.length), tensor] as const)
      .filter(([name]) => textNames.test(name)),
  );
}
