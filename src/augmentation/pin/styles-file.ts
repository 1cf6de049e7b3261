import { isFormatError } from '../../errors/areas';
import { wellFormedJson } from '../../formats/text/well-formed-json';
import { checkWeightType } from '../../clip/weights/state-dict';
import { openSafetensors, writeSafetensors } from '../../formats/safetensors/safetensors';
import { readPromptList } from '../prompt-list';
import type { Styles } from './styles';
import { brokenFile } from '../../errors/broken-file';

const broken = brokenFile(
  'Choose a styles.safetensors that this playground has written.',
  (reason) => `This is no file of styles: ${reason}.`,
);

/** `styles.safetensors`: `means` and `deviations` `[T, N, C]`, the prompts in the metadata. */
export function writeStylesFile(styles: Styles): Uint8Array<ArrayBuffer> {
  const { targetPrompts, stylesPerPrompt, channels, means, deviations } = styles;
  const shape = [targetPrompts.length, stylesPerPrompt, channels];
  return writeSafetensors(
    [
      { name: 'means', dtype: 'F32', shape, data: means },
      { name: 'deviations', dtype: 'F32', shape, data: deviations },
    ],
    { targetPrompts: wellFormedJson(targetPrompts) },
  );
}

/**
 * Reads what {@link writeStylesFile} wrote.
 * @throws ModelError `bundle-file-broken` for what is no file of styles, `unsupported-model` for integers
 */
export async function readStylesFile(file: Uint8Array): Promise<Styles> {
  try {
    const { get, metadata } = await openSafetensors(file);
    const [first, second] = [get('means'), get('deviations')];
    const [targets, stylesPerPrompt, channels] = first.shape;
    if (targets === undefined || stylesPerPrompt === undefined || channels === undefined || first.shape.length !== 3)
      throw broken('its tensor "means" is not of shape [targets, styles, channels]');
    if (second.shape.join() !== first.shape.join()) throw broken('"means" and "deviations" have different shapes');
    checkWeightType('means', first.dtype);
    checkWeightType('deviations', second.dtype);
    const [means, deviations] = [await first.readFloat32(), await second.readFloat32()];
    if (!means.every(Number.isFinite) || !deviations.every((value) => value >= 0 && Number.isFinite(value)))
      throw broken('it holds values that are not finite, or deviations below zero');
    return {
      targetPrompts: readPromptList(metadata.get('targetPrompts') ?? 'null', targets, broken),
      stylesPerPrompt,
      channels,
      means,
      deviations,
    };
  } catch (error) {
    if (isFormatError(error)) throw broken(error.message, error);
    throw error;
  }
}
