/** Does work for one item after the other, some of it ahead of whoever takes the results, which come in order. @param atOnce items under way */
export async function* ahead<Item, Result>(
  items: Iterable<Item>,
  work: (item: Item) => Promise<Result>,
  atOnce: number,
): AsyncGenerator<{ readonly item: Item; readonly result: Result }> {
  const underWay: { readonly item: Item; readonly result: Promise<Result> }[] = [];
  for (const item of items) {
    const result = work(item);
    // It is thrown where it is taken.
    result.catch(() => undefined);
    underWay.push({ item, result });
    if (underWay.length < atOnce) continue;
    const first = underWay.shift()!;
    yield { item: first.item, result: await first.result };
  }
  for (const { item, result } of underWay) yield { item, result: await result };
}
