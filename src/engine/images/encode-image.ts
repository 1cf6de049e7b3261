import { jpegQuality } from '../../data/copies/about-copies';
import type { CopyType } from '../../data/copies/copy-names';
import type { ChangePicture } from '../../data/copies/copy-picture';
import { CodedError } from '../../errors/coded-error';
import { toImageData } from '../../formats/images/rgb-canvas';
import type { RgbImage } from '../../geometry/rgb-image';
import { transformImage } from '../../photometrics/image-transform';

/** Encodes an image by the browser: PNG without loss, JPEG of quality 0.95. @throws CodedError `out-of-memory` */
export async function encodeImage(image: RgbImage, type: CopyType): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  if (context === null)
    throw new CodedError(
      'out-of-memory',
      `There is no memory for a picture of ${image.width} × ${image.height} pixels.`,
      'Use smaller images.',
    );
  context.putImageData(toImageData(image), 0, 0);
  const blob = await canvas.convertToBlob({ type, quality: jpegQuality });
  if (blob.type !== type) throw new CodedError('internal', `This browser does not write ${type}.`, 'Use another one.');
  return new Uint8Array(await blob.arrayBuffer());
}

/** Changes pictures in this thread. */
export function createPictureChanger(
  decode: (file: Blob) => Promise<RgbImage>,
  encode: (image: RgbImage, type: CopyType) => Promise<Uint8Array>,
): ChangePicture {
  return async ({ file, draws, type }) => {
    const image = await decode(file);
    const changed: Uint8Array[] = [];
    for (const { transform, strength, seed } of draws)
      changed.push(await encode(transformImage(image, transform, strength, seed), type));
    return changed;
  };
}
