/** A cosine with two digits and a real minus sign; a dash for none. */
export function cosineText(value: number | null): string {
  if (value === null || Number.isNaN(value)) return '–';
  return value.toFixed(2).replace('-', '−').replace('−0.00', '0.00');
}
