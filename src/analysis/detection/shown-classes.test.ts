import { expect, it } from 'vitest';
import { shownClasses } from './shown-classes';

it('has the classes of both panes, each once, with their places in their own lists', () => {
  expect(
    shownClasses([
      ['bus', 'car', 'person'],
      ['person', 'zebra', 'car'],
    ]),
  ).toEqual([
    { name: 'bus', classIndex: 0 },
    { name: 'car', classIndex: 1 },
    { name: 'person', classIndex: 2 },
    { name: 'zebra', classIndex: 1 },
  ]);
});
