/** A p-value as papers print it, three digits without the zero before the point; a dash for none. */
export function pText(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '< .001' : p.toFixed(3).replace(/^0/u, '');
}
