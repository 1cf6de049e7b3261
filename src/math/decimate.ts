/**
 * Which points of a curve to draw: the first, the last, and in each stretch between them the lowest and the highest, so that no spike is lost.
 * @param values `[N]` finite
 * @param most points, at least 2
 * @returns rising indices, all of them where N ≤ most
 */
export function decimate(values: ArrayLike<number>, most: number): readonly number[] {
  const { length } = values;
  if (length <= most) return Array.from({ length }, (_, i) => i);
  const stretches = Math.floor((most - 2) / 2);
  const kept = [0];
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = 1 + Math.floor((stretch * (length - 2)) / stretches);
    const to = 1 + Math.floor(((stretch + 1) * (length - 2)) / stretches);
    let [low, high] = [from, from];
    for (let i = from; i < to; i++) {
      if (values[i]! < values[low]!) low = i;
      if (values[i]! > values[high]!) high = i;
    }
    kept.push(Math.min(low, high));
    if (low !== high) kept.push(Math.max(low, high));
  }
  return [...kept, length - 1];
}
