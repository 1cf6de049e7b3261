/** A number with fixed digits and the minus of typography; what is written as zero has no sign. @param plus whether a positive one has its sign, too */
export function signedText(value: number, digits: number, plus = true): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return value < 0 ? `−${text}` : plus ? `+${text}` : text;
}
