const font = '640 11px';
/** Left and right of the text, with the mark of the class. */
const padding = 16;

const widths = new Map<string, number>();
let context: CanvasRenderingContext2D | null | undefined;

/** CSS pixels that a label with this text takes. */
export function labelWidth(text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  if (context === undefined) {
    context = document.createElement('canvas').getContext('2d');
    if (context) context.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
  }
  const width = Math.ceil((context?.measureText(text).width ?? text.length * 7) * 1.03) + padding;
  widths.set(text, width);
  return width;
}
