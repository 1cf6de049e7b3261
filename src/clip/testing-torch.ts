import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { openSafetensors } from '../formats/safetensors/safetensors';
import { encodeTensorData, type TensorDtype } from '../formats/tensor-data';
import { tinyFile } from './testing';

/** Files of `models/tiny/torch`, as PyTorch wrote them. */
export type TorchFixture =
  | 'openai.pt'
  | 'open_clip_pytorch_model.bin'
  | 'timm.safetensors'
  | 'domaingen.pth'
  | 'legacy.pth';

interface Cuts {
  readonly sha256: string;
  /** First byte in the whole file, the tensor that was there, and its element type there. */
  readonly cuts: readonly (readonly [start: number, name: string, dtype: TensorDtype])[];
}

const whole = new Map<TorchFixture, Promise<Uint8Array<ArrayBuffer>>>();

/** The file, byte for byte: its weights are put back from the tiny model (`models/pretrain/torch_files.py` has cut them out). */
export function torchFixture(name: TorchFixture): Promise<Uint8Array<ArrayBuffer>> {
  const known = whole.get(name) ?? restored(name);
  whole.set(name, known);
  return known;
}

async function restored(name: TorchFixture): Promise<Uint8Array<ArrayBuffer>> {
  const kept = new Uint8Array(gunzipSync(tinyFile(`torch/${name}.gz`)));
  const lineEnd = kept.indexOf(0x0a);
  const { cuts, sha256 } = JSON.parse(new TextDecoder().decode(kept.subarray(0, lineEnd))) as Cuts;
  const rest = kept.subarray(lineEnd + 1);
  const tiny = await openSafetensors(tinyFile('single/open_clip_model.safetensors'));
  const parts: Uint8Array[] = [];
  let taken = 0;
  let length = 0;
  const add = (part: Uint8Array): void => {
    parts.push(part);
    length += part.length;
  };
  for (const [start, tensor, dtype] of cuts) {
    const before = rest.subarray(taken, taken + start - length);
    taken += before.length;
    add(before);
    add(encodeTensorData(await tiny.get(tensor).read(), dtype));
  }
  add(rest.subarray(taken));
  const file = new Uint8Array(Buffer.concat(parts));
  if (createHash('sha256').update(file).digest('hex') !== sha256) throw new Error(`${name} was not restored rightly.`);
  return file;
}
