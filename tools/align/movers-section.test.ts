import { expect, test } from 'vitest';
import { withMoversSection } from './movers-section';

const row = { title: 'Text', space: 'features', own: 0.5, others: 0.25, right: 3, judged: 15, apart: 0.4 } as const;

test('the section stands at the end, once', () => {
  const once = withMoversSection('# Alignment\n\n| a |\n', 60, [row]);
  expect(once).toContain('| Text | V_a | 0.50 | 0.25 | 3 of 15 | 0.40 |');
  const again = withMoversSection(once, 40, [{ ...row, own: 0.75 }]);
  expect(again.match(/^## /gmu)).toHaveLength(1);
  expect(again).toContain('40 streets');
  expect(again).toContain('| Text | V_a | 0.75 |');
  expect(again.startsWith('# Alignment\n\n| a |\n')).toBe(true);
});
