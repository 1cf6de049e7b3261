import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { PaneChoice } from '../../state/store/panes/detection-slice';
import { OffsetOptions } from './OffsetOptions';

const given = { offset: { target: 1, strength: 1 }, targets: ['fog', 'snow'], isForeign: false, onChange: () => {} };

it('chooses the offset and its strength, each apart from the other', async () => {
  const onChange = vi.fn<(offset: PaneChoice['testTimeOffset']) => void>();
  const { getByRole } = await render(<OffsetOptions {...given} onChange={onChange} />);
  await expect.element(getByRole('combobox', { name: 'Target prompt of the offset' })).toHaveDisplayValue('snow');
  await getByRole('combobox').selectOptions('fog');
  expect(onChange).toHaveBeenLastCalledWith({ target: 0, strength: 1 });
  const strength = getByRole('slider', { name: 'Strength' });
  await expect.element(getByRole('status')).toHaveTextContent('1.0');
  (strength.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(onChange).toHaveBeenLastCalledWith({ target: 1, strength: 1.1 });
});

it('says where the offsets belong to another model, and is gone where none is chosen', async () => {
  const screen = await render(<OffsetOptions {...given} />);
  const foreign = screen.getByText(/belong to another model, so nothing is added/u);
  await expect.element(foreign).not.toBeInTheDocument();
  await screen.rerender(<OffsetOptions {...given} isForeign />);
  await expect.element(foreign).toBeVisible();
  await screen.rerender(<OffsetOptions {...given} offset={null} />);
  await expect.element(screen.getByRole('slider')).not.toBeInTheDocument();
});
