import type { RealSize } from '../../data/fit-objects';
import { decodeImage } from './decode-image';
import { inspectImageFile, turnedSize } from './image-file';

/**
 * The size that a picture has once it is decoded and turned: from its header, or by decoding it where no reader of the header is here.
 * @throws EngineError as {@link decodeImage}
 */
export async function measureImage(file: Blob): Promise<RealSize> {
  const size = turnedSize(await inspectImageFile(file));
  if (size !== null) return size;
  const { width, height } = await decodeImage(file);
  return { width, height };
}
