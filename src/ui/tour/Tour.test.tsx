import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { store } from '../../state/store/store';
import { tourStations } from '../../state/store/tour-slice';
import { Tour } from './Tour';

beforeEach(() => store.setState({ ...store.getInitialState(), tour: 'question' }, true));

const press = (key: string) => userEvent.keyboard(`{${key}}`);

test('keys lead through all stations, to both ends, and out', async () => {
  const { getByRole, getByText } = await render(<Tour />);
  await expect.element(getByText('1 of 7')).toBeVisible();
  for (let station = 2; station <= tourStations.length; station++) {
    await press(station % 2 === 0 ? 'ArrowRight' : 'PageDown');
    await expect.element(getByText(`${station} of 7`)).toBeVisible();
    await expect.element(getByRole('heading', { level: 2 })).toHaveFocus();
  }
  await press('ArrowRight');
  expect(store.getState().tour).toBe('table');
  await press('ArrowLeft');
  expect(store.getState().tour).toBe('boxes');
  await press('Home');
  expect(store.getState().tour).toBe('question');
  await press('End');
  expect(store.getState().tour).toBe('table');
  await press('Escape');
  expect(store.getState().tour).toBeNull();
});

test('Space on a button presses it, and goes on nowhere else', async () => {
  const { getByRole } = await render(<Tour />);
  await getByRole('button', { name: /^3: /u }).click();
  expect(store.getState().tour).toBe('loss');
  getByRole('button', { name: 'Back' }).element().focus();
  await press(' ');
  expect(store.getState().tour).toBe('idea');
});

test('numbers of the stations are those of the recorded files', async () => {
  store.setState({ tour: 'places' });
  const { getByRole } = await render(<Tour />);
  // docs/alignment-movers.json, as docs/alignment.md has them.
  const rows = getByRole('row', { name: /^Semantic offsets/u });
  await expect.element(rows.first()).toHaveTextContent('0.750.21');
  await expect.element(rows.last()).toHaveTextContent('0.240.10');
});
