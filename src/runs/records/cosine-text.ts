/** A cosine with a real minus sign, which zero has not; a dash for none. */
export function cosineText(value: number | null, digits = 2): string {
  if (value === null || Number.isNaN(value)) return '–';
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) > 0 ? `−${text}` : text;
}
