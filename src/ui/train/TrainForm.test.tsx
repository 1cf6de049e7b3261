import { beforeEach, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { store } from '../../state/store/store';
import { TrainForm } from './TrainForm';

const initial = store.getInitialState();
beforeEach(() => store.setState(initial, true));

it('trains on the clear day alone unless all weathers are chosen, which is marked as an oracle', async () => {
  const { getByRole } = await render(<TrainForm />);
  const weathers = getByRole('combobox', { name: 'Weathers of the scenes' });
  await expect.element(weathers).toHaveDisplayValue('Daytime clear (default)');
  await weathers.selectOptions('All five domains (oracle)');
  expect(store.getState().changedTraining).toEqual({ domains: 'all' });
});

it('offers no weathers for images of a data set', async () => {
  store.getState().setTrainingData({ id: 'mine', title: 'mine', part: 'train' });
  const { getByRole } = await render(<TrainForm />);
  await expect.element(getByRole('combobox', { name: /^Training images/u })).toBeVisible();
  await expect.element(getByRole('combobox', { name: 'Weathers of the scenes' })).not.toBeInTheDocument();
});
