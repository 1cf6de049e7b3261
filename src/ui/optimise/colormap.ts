/** Sixteen samples of viridis (matplotlib, CC0): perceptually uniform, and readable without colour vision. */
const viridis = [
  [68, 1, 84],
  [72, 26, 108],
  [71, 47, 125],
  [65, 68, 135],
  [57, 86, 140],
  [49, 104, 142],
  [42, 120, 142],
  [35, 136, 142],
  [31, 152, 139],
  [34, 168, 132],
  [53, 183, 121],
  [84, 197, 104],
  [122, 209, 81],
  [165, 219, 54],
  [210, 226, 27],
  [253, 231, 37],
] as const;

/** The colour of a value between 0 and 1. */
export function viridisAt(value: number): readonly [number, number, number] {
  const at = Math.min(1, Math.max(0, value)) * (viridis.length - 1);
  const low = Math.floor(at);
  const from = viridis[low]!;
  const to = viridis[Math.min(low + 1, viridis.length - 1)]!;
  const mix = (channel: 0 | 1 | 2) => from[channel] + (to[channel] - from[channel]) * (at - low);
  return [mix(0), mix(1), mix(2)];
}
