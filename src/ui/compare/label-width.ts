/** As `.box-label` has it, in rem: type grows with the window and in presentations. */
const size = 0.6875;
const weight = 640;
/** Left and right of the text, with the mark of the class. */
const padding = 16;

let measuredAt = 0;
const widths = new Map<string, number>();
let context: CanvasRenderingContext2D | null = null;

/** CSS pixels that a label with this text takes. */
export function labelWidth(text: string): number {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  if (rem !== measuredAt) widths.clear();
  measuredAt = rem;
  const known = widths.get(text);
  if (known !== undefined) return known;
  context ??= document.createElement('canvas').getContext('2d');
  if (context) context.font = `${weight} ${size * rem}px ${getComputedStyle(document.body).fontFamily}`;
  const width = Math.ceil((context?.measureText(text).width ?? text.length * 7) * 1.03) + padding;
  widths.set(text, width);
  return width;
}
