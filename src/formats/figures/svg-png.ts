/** A drawing in pixels. The browser draws it, so this runs on a page. */
import { wellFormedJson } from '../text/well-formed-json';
import { addPngText } from './png';
import { readSvgMetadata } from './svg';

/** Under which a PNG keeps what the SVG keeps in `<metadata>`. */
export const figureKeyword = 'clip-the-gap';

/** Pixels for a unit of the SVG, where the picture does not get too large. */
const finest = 2;
/** Larger canvases stay empty in some browsers. */
const mostPixels = 16_000;

/**
 * The figure in pixels, twice as fine as the SVG says, or as fine as a canvas can be, with the same origin inside.
 * @throws Error where the browser cannot draw it
 */
export async function svgToPng(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const scale = Math.min(finest, mostPixels / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('The browser could not draw the figure.');
    const png = new Uint8Array(await blob.arrayBuffer());
    return addPngText(png, figureKeyword, wellFormedJson(readSvgMetadata(svg)));
  } finally {
    URL.revokeObjectURL(url);
  }
}
