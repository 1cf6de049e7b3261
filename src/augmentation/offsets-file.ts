import { isFormatError } from '../errors/areas';
import { wellFormedJson } from '../formats/text/well-formed-json';
import { checkWeightType } from '../clip/weights/state-dict';
import { numberedTargets } from '../formats/text/prompt-lines';
import { writeSafetensors } from '../formats/safetensors/safetensors';
import { lengthBytes, parseSafetensorsHeader, safetensorsJsonLength } from '../formats/safetensors/safetensors-header';
import { decodeTensorData, toFloat32 } from '../formats/tensor-data';
import type { Offsets } from './offsets';
import { readPromptList } from './prompt-list';
import { brokenFile } from '../errors/broken-file';

const broken = brokenFile(
  'Choose an offsets.safetensors that this playground has written.',
  (reason) => `This is no file of semantic offsets: ${reason}.`,
);

/**
 * `offsets.safetensors`: one tensor `offsets` `[T, C, H, W]`, the prompts in the metadata.
 * @param about more metadata: where the offsets come from
 */
export function writeOffsetsFile(
  { sourcePrompt, targetPrompts, channels, height, width, values }: Offsets,
  about: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const shape = [targetPrompts.length, channels, height, width];
  return writeSafetensors([{ name: 'offsets', dtype: 'F32', shape, data: values }], {
    ...about,
    sourcePrompt,
    targetPrompts: wellFormedJson(targetPrompts),
  });
}

/**
 * Reads what {@link writeOffsetsFile} wrote. Files from elsewhere may lack the prompts; targets are then called by their number.
 *
 * @throws ModelError `bundle-file-broken` for what is no offsets file
 */
export function readOffsetsFile(file: Uint8Array): Offsets {
  try {
    const jsonLength = safetensorsJsonLength(file.subarray(0, lengthBytes), file.length);
    const { tensors, metadata } = parseSafetensorsHeader(
      file.subarray(lengthBytes, lengthBytes + jsonLength),
      file.length,
    );
    const info = tensors.get('offsets');
    const [targets, channels, height, width] = info?.shape ?? [];
    if (
      !info ||
      targets === undefined ||
      channels === undefined ||
      height === undefined ||
      width === undefined ||
      info.shape.length !== 4
    ) {
      throw broken('it holds no tensor "offsets" of shape [targets, channels, height, width]');
    }
    if (targets * channels * height * width === 0) throw broken(`its offsets are [${info.shape.join(', ')}]`);
    checkWeightType('offsets', info.dtype);
    const values = toFloat32(decodeTensorData(file.subarray(info.start, info.end), info.dtype));
    if (!values.every(Number.isFinite)) throw broken('it holds values that are not finite');
    return {
      sourcePrompt: metadata.get('sourcePrompt') ?? '',
      targetPrompts: prompts(metadata.get('targetPrompts'), targets),
      channels,
      height,
      width,
      values,
    };
  } catch (error) {
    if (isFormatError(error)) throw broken(error.message, error);
    throw error;
  }
}

function prompts(json: string | undefined, targets: number): readonly string[] {
  if (json === undefined) return numberedTargets(targets);
  return readPromptList(json, targets, broken);
}
