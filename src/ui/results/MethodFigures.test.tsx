import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { MethodFigures } from './MethodFigures';

const effects = [
  { name: 'jitter', title: 'Photometric jitter', value: 2.8, interval: { low: 0.8, high: 4.9 }, paper: null },
  { name: 'additive', title: 'CLIP the Gap', value: 0.4, interval: { low: -0.6, high: 1.5 }, paper: 1.2 },
];
const slopes = [
  { name: 'none', title: 'No augmentation', source: 61.2, unseen: 45.7, main: true },
  { name: 'jitter', title: 'Photometric jitter', source: 59.1, unseen: 48.4, main: false },
];

test('a row of the figure leads to its runs, by mouse and by keyboard, and says its numbers', async () => {
  const onOpen = vi.fn<(row: string, opener: HTMLButtonElement) => void>();
  const { getByRole } = await render(
    <MethodFigures
      title="Methods"
      effects={effects}
      slopes={slopes}
      exportsOf={() => []}
      opened="jitter"
      onOpen={onOpen}
    />,
  );
  const gap = getByRole('button', { name: 'CLIP the Gap: +0.4 [−0.6, +1.5], the paper 1.2. Show its runs' });
  await gap.click();
  expect(onOpen.mock.lastCall?.[0]).toBe('additive');
  await expect.element(getByRole('button', { name: /^Photometric jitter/u })).toHaveAttribute('aria-pressed', 'true');
  await expect
    .element(getByRole('img', { name: /^AP50 in percent/u }))
    .toHaveAccessibleName(
      'AP50 in percent, source and mean of four unseen domains: No augmentation 61.2 and 45.7; Photometric jitter 59.1 and 48.4',
    );
});
