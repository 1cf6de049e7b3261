import { describe, expect, it } from 'vitest';
import { uniquePartNames } from './part-names';

describe('uniquePartNames', () => {
  it.each<[string, readonly (readonly [string, string])[], readonly string[]]>([
    [
      'leaves different names alone',
      [
        ['train', 'a.json'],
        ['val', 'b.json'],
      ],
      ['train', 'val'],
    ],
    [
      'takes the folder that tells them apart',
      [
        ['default', 'cam1/annotations/x.json'],
        ['default', 'cam2/annotations/x.json'],
        ['val', 'x/val.json'],
      ],
      ['cam1/default', 'cam2/default', 'val'],
    ],
    [
      'one of them at the top',
      [
        ['x', 'x.json'],
        ['x', 'b/x.json'],
      ],
      ['x', 'b/x'],
    ],
    [
      'numbers what no folder tells apart',
      [
        ['x', 'a/x.json'],
        ['x', 'a/instances_x.json'],
      ],
      ['x', 'x (2)'],
    ],
    [
      'a name that is taken already',
      [
        ['a/x', '1'],
        ['x', 'a/2'],
        ['x', 'b/3'],
      ],
      ['a/x', 'a/x (2)', 'b/x'],
    ],
  ])('%s', (_, parts, names) => {
    expect(uniquePartNames(parts.map(([name, path]) => ({ name, path })))).toEqual(names);
  });
});
