/**
 * Whose presets a model takes: `builtin` is a small one for 256-pixel scenes and no GPU, `reference` has the sizes of the public CLIPs.
 * The smallest public CLIP ResNet reads 224 pixels, the built-in one 96.
 * @param resolution side of the images that the model reads, pixels
 */
export function modelSize(resolution: number): 'builtin' | 'reference' {
  return resolution < 200 ? 'builtin' : 'reference';
}
