/** Mean brightness of the canvas in an element, 0 to 255; 0 until it is painted. */
export function brightness(element: Element): number {
  const canvas = element.querySelector('canvas')!;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  return data.reduce((sum, value, i) => sum + (i % 4 === 3 ? 0 : value), 0) / ((data.length / 4) * 3);
}
