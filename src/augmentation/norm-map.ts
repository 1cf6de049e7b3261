import type { Offsets } from './offsets';

/** ‖A_j‖₂ over the channels at each grid position, for pictures: T arrays `[H, W]`. */
export function normMaps({ targetPrompts, channels, height, width, values }: Offsets): readonly Float32Array[] {
  const area = height * width;
  return targetPrompts.map((_, target) => {
    const squares = new Float64Array(area);
    for (let channel = 0; channel < channels; channel++) {
      const start = (target * channels + channel) * area;
      for (let at = 0; at < area; at++) squares[at] = (squares[at] as number) + (values[start + at] as number) ** 2;
    }
    return Float32Array.from(squares, Math.sqrt);
  });
}
