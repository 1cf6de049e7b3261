import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { store } from '../../state/store/store';
import { SweepPanel } from './SweepPanel';

beforeEach(() => store.setState(store.getInitialState(), true));

test('it suggests values around the one that holds, and says why none can be run', async () => {
  store.getState().setParameter('learningRate', 0.1);
  const { getByLabelText, getByRole } = await render(<SweepPanel />);
  await expect.element(getByLabelText('Values', { exact: true })).toHaveValue('0.03, 0.1, 0.3');
  await expect.element(getByRole('button', { name: 'Run 3' })).toBeDisabled();
  await expect.element(getByRole('button', { name: 'Run 3' })).toHaveAttribute('title', 'The model is not loaded yet.');
  await getByLabelText('Setting').selectOptions('Seed');
  await expect.element(getByLabelText('Values', { exact: true })).toHaveValue('1, 2, 3');
});

test('values that are none stay in the field, with the reason', async () => {
  const { getByLabelText, getByRole, getByText } = await render(<SweepPanel />);
  await getByLabelText('Values', { exact: true }).fill('0.01, 20');
  await expect.element(getByText('Learning rate must lie between 0.000001 and 10.')).toBeVisible();
  await expect.element(getByLabelText('Values', { exact: true })).toHaveValue('0.01, 20');
  await expect.element(getByRole('button', { name: 'Run', exact: true })).toBeDisabled();
});

test('a comparison under way says which of its runs is drawn', async () => {
  store.getState().setSweep({ setting: 'seed', values: [4, 5, 6], runs: ['a', 'b'], active: true });
  const { getByRole } = await render(<SweepPanel />);
  await expect
    .element(getByRole('status', { name: 'Comparison' }))
    .toHaveTextContent('Run 2 of 3: Seed 5, drawn above as it goes.');
});
