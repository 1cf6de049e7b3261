export function formatCount(value: number): string {
  return value.toLocaleString('en');
}

/** A count with its noun: "1 object", "0 objects", "1,200 images". @param many the plural, where an "s" does not make it */
export function formatNumberOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
