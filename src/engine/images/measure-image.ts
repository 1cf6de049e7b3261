import { mostImageBytes } from '../../data/data-set-images';
import type { TreeFile } from '../../data/file-tree';
import type { RealSize } from '../../data/fit-objects';
import { decodeImage } from './decode-image';
import { inspectImageFile, turnedSize } from './image-file';

/**
 * The size that a picture has once it is decoded and turned: from its header, or by decoding it where no reader of the header is here.
 * @throws EngineError as {@link decodeImage}
 */
export async function measureImage(file: Pick<TreeFile, 'read' | 'open'>): Promise<RealSize> {
  const size = turnedSize(await inspectImageFile(await file.open(mostImageBytes)));
  if (size !== null) return size;
  const { width, height } = await decodeImage(await file.read(mostImageBytes));
  return { width, height };
}
