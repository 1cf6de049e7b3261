import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupLetter, letterGroups } from './letter-groups';

test('nobody told apart is one group, everybody told apart are groups of one', () => {
  expect(letterGroups(3, [])).toEqual([[0, 1, 2]]);
  expect(
    letterGroups(3, [
      [0, 1],
      [0, 2],
      [1, 2],
    ]),
  ).toEqual([[0], [1], [2]]);
  expect(letterGroups(0, [])).toEqual([]);
});

test('three that are told apart from the last two leave two groups, which share the middle', () => {
  const toldApart = [
    [0, 6],
    [0, 7],
    [1, 6],
    [1, 7],
    [2, 6],
    [2, 7],
  ] as const;
  expect(letterGroups(8, toldApart)).toEqual([
    [0, 1, 2, 3, 4, 5],
    [3, 4, 5, 6, 7],
  ]);
});

test('for any pairs, the groups are just the largest sets without a pair that is told apart', () => {
  const pair = fc.tuple(fc.nat(6), fc.nat(6)).filter(([a, b]) => a !== b);
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 21 }), (pairs) => {
      const apart = (a: number, b: number) => pairs.some(([c, d]) => (a === c && b === d) || (a === d && b === c));
      const sets = Array.from({ length: 2 ** 7 }, (_, bits) =>
        Array.from({ length: 7 }, (_unused, member) => member).filter((member) => (bits >> member) % 2 === 1),
      );
      const whole = sets.filter((set) => set.every((a) => set.every((b) => !apart(a, b))));
      const largest = whole.filter(
        (set) => !whole.some((wider) => wider.length > set.length && set.every((member) => wider.includes(member))),
      );
      const text = (groups: readonly (readonly number[])[]) => groups.map(String).sort();
      expect(text(letterGroups(7, pairs))).toEqual(text(largest));
    }),
  );
});

test('the group with the best member is a', () => {
  expect(letterGroups(3, [[0, 2]])).toEqual([
    [0, 1],
    [1, 2],
  ]);
  expect([0, 1, 2].map(groupLetter)).toEqual(['a', 'b', 'c']);
});
