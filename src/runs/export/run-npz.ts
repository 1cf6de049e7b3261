import { wellFormedJson } from '../../formats/text/well-formed-json';
import type { Offsets } from '../../augmentation/offsets';
import { writeNpy } from '../../formats/npy';
import { writeZip, type ZipFile } from '../../formats/zip/zip';
import type { CurveTable } from '../records/curve-table';

/** An array by name, or a text that `numpy.load` gives as bytes. */
type NpzEntry = readonly [name: string, shape: readonly number[], values: Float32Array];

function writeNpz(entries: readonly NpzEntry[], about: unknown): Uint8Array<ArrayBuffer> {
  const files = entries.map(([name, shape, values]): ZipFile => ({
    path: `${name}.npy`,
    bytes: writeNpy(shape, values),
    pack: 'stored',
  }));
  const text: ZipFile = {
    path: 'about.json',
    bytes: new TextEncoder().encode(wellFormedJson(about)),
    pack: 'stored',
  };
  return writeZip([...files, text]);
}

/** The curves as `.npz`: a float32 array `[N]` for each column, `about.json` with the origin. */
export function curvesNpz({ columns, values }: CurveTable, about: unknown): Uint8Array<ArrayBuffer> {
  return writeNpz(
    columns.map((name, i) => [name, [values[i]!.length], Float32Array.from(values[i]!)]),
    about,
  );
}

/** The offsets as `.npz`: `offsets` `[T, C, H, W]` in float32, `about.json` with prompts and origin. */
export function offsetsNpz(
  { sourcePrompt, targetPrompts, channels, height, width, values }: Offsets,
  about: object,
): Uint8Array<ArrayBuffer> {
  return writeNpz([['offsets', [targetPrompts.length, channels, height, width], values]], {
    ...about,
    sourcePrompt,
    targetPrompts,
  });
}
