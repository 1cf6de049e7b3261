/** The background of a table's cell, as a figure shades it. @param shade opacity, 0 to 1 */
export function heatOf(shade: number): string {
  return `color-mix(in srgb, var(--heat) ${Math.round(shade * 100)}%, transparent)`;
}
