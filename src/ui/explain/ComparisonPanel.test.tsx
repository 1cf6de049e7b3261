import { expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { store } from '../../state/store/store';
import type { ComparedShift } from '../../analysis/embedding/shift-comparison';
import { ComparisonPanel, ComparisonTable } from './ComparisonPanel';

const row = (title: string, space: ComparedShift['space'], own: number): ComparedShift => {
  const alignment = {
    rows: [],
    judged: 15,
    right: 13,
    meanDiagonal: own,
    meanOffDiagonal: 0.2,
    meanMargin: 0.1,
  };
  return { title, space, whole: alignment, apart: { ...alignment, meanDiagonal: own / 2 } };
};

it('shows every mover in its space, the best of each space in bold', async () => {
  const compared = [
    row('Text-chosen', 'embedding', 0.8),
    row('Offsets', 'embedding', 0.4),
    row('Offsets', 'features', 0.3),
  ];
  const screen = await render(<ComparisonTable compared={compared} scenes={60} />);
  const best = screen.getByRole('row', { name: /Text-chosen/u });
  await expect.element(best).toHaveTextContent('0.80');
  await expect.element(best).toHaveTextContent('13 of 15');
  await expect.element(best).toHaveTextContent('0.40');
  const bold = [...screen.container.querySelectorAll('.largest')].map(({ textContent }) => textContent);
  expect(bold).toEqual(['0.80', '0.30']);
  await expect.element(screen.getByText(/of 60 validation streets/u)).toBeVisible();
});

it('says what to do before anything is measured, and which part is missing without a dictionary', async () => {
  const screen = await render(<ComparisonPanel />);
  await expect.element(screen.getByText(/“Measure true shifts” above measures this/u)).toBeVisible();
  await expect.element(screen.getByText(/Photometric transforms join the comparison/u)).toBeVisible();
  expect(store.getState().shiftMovers).toBeNull();
});
