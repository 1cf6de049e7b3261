import type { Offsets } from '../../augmentation/offsets';

/**
 * Measured shifts as offsets with a grid of one position: whatever takes offsets can take the truth instead, as an oracle.
 *
 * @param rows a prompt, which names the row, and its shift `[C]`
 */
export function shiftOffsets(
  sourcePrompt: string,
  rows: readonly { readonly prompt: string; readonly shift: Float32Array }[],
): Offsets {
  const channels = rows[0]?.shift.length ?? 0;
  const values = new Float32Array(rows.length * channels);
  rows.forEach(({ shift }, row) => values.set(shift, row * channels));
  return { sourcePrompt, targetPrompts: rows.map(({ prompt }) => prompt), channels, height: 1, width: 1, values };
}
