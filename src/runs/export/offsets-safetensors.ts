import type { Offsets } from '../../augmentation/offsets';
import { writeOffsetsFile } from '../../augmentation/offsets-file';
import { aboutAsTexts, type About } from './about-run';

/** `offsets.safetensors` with its origin in the metadata. */
export function offsetsSafetensors(offsets: Offsets, about: About): Uint8Array<ArrayBuffer> {
  return writeOffsetsFile(offsets, aboutAsTexts(about));
}
