import { wellFormedJson } from '../../formats/text/well-formed-json';
import { addPngText } from '../../formats/figures/png';
import { readSvgMetadata } from '../../formats/figures/svg';
import type { ExportItem } from './download';

/** Under which a PNG keeps what the SVG keeps in `<metadata>`. */
export const figureKeyword = 'clip-the-gap';
const pixelsPerUnit = 2;

/** A figure as SVG and as PNG. @param name of the files, without an ending */
export function figureExports(
  label: string,
  name: string,
  draw: () => string | Promise<string>,
): readonly ExportItem[] {
  return [
    { label: `${label}, SVG`, fileName: `${name}.svg`, make: draw },
    { label: `${label}, PNG`, fileName: `${name}.png`, make: async () => svgToPng(await draw()) },
  ];
}

/** The figure in pixels, twice as fine as the SVG says, with the same origin inside. */
async function svgToPng(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * pixelsPerUnit;
    canvas.height = image.naturalHeight * pixelsPerUnit;
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('The browser could not draw the figure.');
    const png = new Uint8Array(await blob.arrayBuffer());
    return addPngText(png, figureKeyword, wellFormedJson(readSvgMetadata(svg)));
  } finally {
    URL.revokeObjectURL(url);
  }
}
