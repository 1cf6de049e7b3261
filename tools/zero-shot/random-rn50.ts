import { architectureOf, visualShapes } from '../../src/clip/tower/architecture';
import { writeSafetensors, type WritableTensor } from '../../src/formats/safetensors/safetensors';
import { Random } from '../../src/math/random';

const sizes = { width: 64, blocks: [3, 4, 6, 3], resolution: 224, embeddingDim: 1024 } as const;
const text = { vocabulary: 49408, length: 77, width: 512, layers: 12 } as const;

/** OpenAI's RN50 as one file, with random weights: as large and as slow as the real one, and as blind as a newborn. */
export function randomRn50(): Uint8Array {
  const random = new Random(1);
  const tensor = (name: string, shape: readonly number[], scale: number): WritableTensor => {
    const count = shape.reduce((product, side) => product * side, 1);
    return {
      name,
      dtype: 'F32',
      shape,
      data: Float32Array.from({ length: count }, () => random.uniform(-scale, scale)),
    };
  };
  // Each layer is scaled by its inputs, so that activations neither vanish nor grow.
  const byInputs = (shape: readonly number[]) =>
    shape.length === 1 ? 0.1 : Math.sqrt(3 / shape.slice(1).reduce((product, side) => product * side, 1));
  const visual = [...visualShapes(architectureOf(sizes), true)].map(([name, shape]) =>
    tensor(`visual.${name}`, shape, byInputs(shape)),
  );
  return writeSafetensors([...visual, ...textShapes().map(([name, shape]) => tensor(name, shape, 0.05))]);
}

function textShapes(): readonly (readonly [string, readonly number[]])[] {
  const { vocabulary, length, width: W, layers } = text;
  const block = (at: number) =>
    (
      [
        ['attn.in_proj_weight', [3 * W, W]],
        ['attn.in_proj_bias', [3 * W]],
        ['attn.out_proj.weight', [W, W]],
        ['attn.out_proj.bias', [W]],
        ['ln_1.weight', [W]],
        ['ln_1.bias', [W]],
        ['ln_2.weight', [W]],
        ['ln_2.bias', [W]],
        ['mlp.c_fc.weight', [4 * W, W]],
        ['mlp.c_fc.bias', [4 * W]],
        ['mlp.c_proj.weight', [W, 4 * W]],
        ['mlp.c_proj.bias', [W]],
      ] as const
    ).map(([name, shape]) => [`transformer.resblocks.${at}.${name}`, shape] as const);
  return [
    ['token_embedding.weight', [vocabulary, W]],
    ['positional_embedding', [length, W]],
    ...Array.from({ length: layers }, (_, at) => block(at)).flat(),
    ['ln_final.weight', [W]],
    ['ln_final.bias', [W]],
    ['text_projection', [W, sizes.embeddingDim]],
  ];
}
