/**
 * Compact letter display (Piepho 2004), by insert and absorb: the largest groups in which no two members are told apart. Two that are told apart share no
 * group; two that are not share at least one; a member may belong to several.
 * @param count members 0 to count − 1, best first
 * @param toldApart pairs of members
 * @returns groups of members in rising order; that with the best member first
 */
export function letterGroups(
  count: number,
  toldApart: readonly (readonly [number, number])[],
): readonly (readonly number[])[] {
  let groups: readonly (readonly number[])[] = count === 0 ? [] : [Array.from({ length: count }, (_, at) => at)];
  for (const [one, other] of toldApart) {
    // Insert: a group that holds both becomes two, each without one of them.
    const split = groups.flatMap((group) =>
      group.includes(one) && group.includes(other)
        ? [group.filter((member) => member !== other), group.filter((member) => member !== one)]
        : [group],
    );
    // Absorb: a group within another says nothing more.
    groups = split.filter(
      (group, at) =>
        !split.some(
          (wider, place) =>
            place !== at &&
            group.every((member) => wider.includes(member)) &&
            (wider.length > group.length || place < at),
        ),
    );
  }
  return groups.toSorted(inOrder);
}

function inOrder(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((member, place) => member !== other[place]);
  return at < 0 ? 0 : one[at]! - (other[at] ?? -1);
}

/** `a` for the first group, and so on. */
export function groupLetter(group: number): string {
  return String.fromCodePoint('a'.codePointAt(0)! + group);
}
