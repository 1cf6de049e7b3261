import { svgToPng } from '../../formats/figures/svg-png';
import type { ExportItem } from './download';

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
