import type { Offsets } from './offsets';

/** Each offset averaged over its grid, which is what detector training adds everywhere (paper, section 3.3): T arrays `[C]`. */
export function pooledOffsets({ targetPrompts, channels, height, width, values }: Offsets): readonly Float32Array[] {
  const area = height * width;
  return targetPrompts.map((_, target) =>
    Float32Array.from({ length: channels }, (__, channel) => {
      const start = (target * channels + channel) * area;
      let sum = 0;
      for (let at = start; at < start + area; at++) sum += values[at] as number;
      return sum / area;
    }),
  );
}
