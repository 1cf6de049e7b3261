/** A hue for each prompt, far apart for few, and mid-bright, so that it stands out on light and dark. */
export function promptColour(target: number, count: number): string {
  return `hsl(${Math.round((target * 360) / Math.max(count, 1) + 205) % 360} 65% 48%)`;
}
