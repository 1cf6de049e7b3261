import { describe, expect, it } from 'vitest';
import { areNumbered, numberedTargets, promptLines } from './prompt-lines';

describe('prompt lines', () => {
  it.each<[string, string, readonly string[]]>([
    ['a last line without its end', 'fog\nrain', ['fog', 'rain']],
    ['ends of Windows and of old Macs', 'fog\r\nrain\rsnow\r\n', ['fog', 'rain', 'snow']],
    ['empty lines and spaces around', '\n  fog \n\t\nrain\n\n', ['fog', 'rain']],
    ['commas, which belong to a prompt', 'a street, at night\nfog', ['a street, at night', 'fog']],
    ['a mark of the byte order', '\uFEFFfog\nrain', ['fog', 'rain']],
    ['repetitions, which are targets of their own', 'fog\nfog', ['fog', 'fog']],
    ['nothing', ' \n', []],
  ])('of %s', (_, text, lines) => {
    expect(promptLines(text)).toEqual(lines);
  });

  it('numbers targets that have no name', () => {
    expect(numberedTargets(3)).toEqual(['target 1', 'target 2', 'target 3']);
    expect(areNumbered(numberedTargets(15))).toBe(true);
    expect(areNumbered(['target 1', 'fog'])).toBe(false);
  });
});
