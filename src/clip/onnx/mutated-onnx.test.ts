/** Valid ONNX files changed at random: each is read, or refused with a code, soon. `MUTATIONS` sets how many are tried. */
import { isFormatError, isModelError } from '../../errors/areas';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { concatBytes } from '../../formats/bytes';
import { bundleFiles } from '../bundle/bundle-files';
import { tinyFile, tinyTextTower } from '../testing';
import { externalised, inHalf } from './testing-onnx';
import { createTextEncoder } from '../text/text-encoder';
import { onnxTextSource } from '../text/text-source';
import { readVisualOnnx } from './visual-onnx';

const mutations = Number(process.env['MUTATIONS'] ?? 500);

type Mutation =
  | { readonly kind: 'set'; readonly at: number; readonly byte: number }
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'remove' | 'repeat'; readonly at: number; readonly length: number };

const at = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at, byte: fc.nat(255) }),
  fc.record({ kind: fc.constant('flip' as const), at, bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('cut' as const), at }),
  fc.record({
    kind: fc.constantFrom('remove' as const, 'repeat' as const),
    at,
    length: fc.integer({ min: 1, max: 300 }),
  }),
);

function mutated(file: Uint8Array, changes: readonly Mutation[]): Uint8Array<ArrayBuffer> {
  return changes.reduce<Uint8Array<ArrayBuffer>>((bytes, change) => {
    const from = Math.floor(change.at * bytes.length);
    switch (change.kind) {
      case 'set':
        bytes[from] = change.byte;
        return bytes;
      case 'flip':
        if (from < bytes.length) bytes[from]! ^= 1 << change.bit;
        return bytes;
      case 'cut':
        return bytes.slice(0, from);
      case 'remove':
        return concatBytes([bytes.subarray(0, from), bytes.subarray(from + change.length)]);
      case 'repeat':
        return concatBytes([bytes.subarray(0, from + change.length), bytes.subarray(from)]);
      default:
        return change satisfies never;
    }
  }, new Uint8Array(file));
}

/** Runs one reading, which may refuse. @returns whether the file was read */
async function readOrRefused(read: () => unknown, milliseconds: number): Promise<boolean> {
  const start = performance.now();
  let valid = true;
  try {
    await read();
  } catch (error) {
    if (!(isFormatError(error) || isModelError(error))) throw error;
    expect(error.code).not.toBe('');
    valid = false;
  }
  expect(performance.now() - start).toBeLessThan(milliseconds);
  return valid;
}

async function expectReadOrRefused(
  file: Uint8Array,
  runs: number,
  read: (bytes: Uint8Array<ArrayBuffer>) => unknown,
  milliseconds = 1000,
) {
  const seen = new Set<boolean>();
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (changes) => {
      seen.add(await readOrRefused(() => read(mutated(file, changes)), milliseconds));
    }),
    { numRuns: runs },
  );
  return seen;
}

const text = externalised(tinyFile('exports/erf-opset17.onnx'), 'w');
const visual = externalised(tinyFile('visual/model-folded.onnx'), 'w');

/** A text tower as a bundle opens it, repaired where it can be. */
async function openText(model: Uint8Array<ArrayBuffer>, weights: Uint8Array<ArrayBuffer>): Promise<void> {
  const files = bundleFiles([
    { path: 'textual/model.onnx', file: new Blob([model]) },
    { path: 'textual/w', file: new Blob([weights]) },
  ]);
  const source = await onnxTextSource(files, 'textual/model.onnx');
  await (source.repaired ?? source).read();
}

const minutes = 60_000 * (1 + mutations / 1000);

it('text towers', { timeout: minutes }, async () => {
  // The graph is changed where its structure lies, the weights being in a file beside it; then in one file with them.
  await expectReadOrRefused(text.model, Math.ceil(mutations * 0.4), (bytes) => openText(bytes, text.data));
  await expectReadOrRefused(inHalf(tinyFile('exports/erf-opset17.onnx')), Math.ceil(mutations * 0.2), (bytes) =>
    openText(bytes, text.data),
  );
});

it('visual towers', { timeout: minutes }, async () => {
  const external = new Map([['w', visual.data]]);
  const seen = await expectReadOrRefused(visual.model, Math.ceil(mutations * 0.4), (bytes) =>
    readVisualOnnx(bytes, external),
  );
  expect(seen).toContain(false);
  // Whether a change leaves a graph that can be read is left to chance; without a change it can.
  expect(await readOrRefused(() => readVisualOnnx(visual.model, external), 1000)).toBe(true);
});

it('text towers that are run', { timeout: minutes }, async () => {
  const tower = externalised(tinyFile('textual/model.onnx'), 'w');
  const run = async (model: Uint8Array<ArrayBuffer>) => {
    await openText(model, tower.data);
    const encoder = await createTextEncoder(tinyTextTower(model, [{ path: 'w', data: tower.data }]));
    await encoder.embed(['a car']);
    await encoder.dispose();
  };
  await run(tower.model); // starts wasm
  await expectReadOrRefused(tower.model, Math.ceil(mutations / 25), run, 5000); // a valid graph runs as long as it does
  await run(tower.model); // and onnxruntime still works
});
