const [saturation, lightness] = [0.65, 0.48];

/** A hue for each prompt, far apart for few, and mid-bright, so that it stands out on light and dark: `#rrggbb`, which every drawing program reads. */
export function promptColour(target: number, count: number): string {
  const hue = Math.round((target * 360) / Math.max(count, 1) + 205) % 360;
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const part = (shift: number) => {
    const place = (shift + hue / 30) % 12;
    const value = lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${part(0)}${part(8)}${part(4)}`;
}
