import { expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import type { CopySettings } from '../../state/store/data-slice';
import { store } from '../../state/store/store';
import { exampleDataSet } from '../../engine/testing-examples';
import { DataCopies } from './DataCopies';

it('says how large copies get before they can be written, how far they are, and what could not be read', async () => {
  const info = exampleDataSet('streets');
  const { getByRole, getByText } = await render(<DataCopies info={info} />);
  await getByText('Augmented copies with these boxes, as a zip file').click();
  await expect.element(getByRole('button', { name: 'How large will it be?' })).toBeDisabled();
  await expect.element(getByRole('checkbox', { name: 'train' })).toBeChecked();
  await expect.element(getByRole('checkbox', { name: 'test' })).not.toBeChecked();
  const estimate = { pictures: 1200, copies: 2400, bytes: 5e9, seconds: 300 };
  const settings: CopySettings = {
    policyFile: null,
    copies: 2,
    probability: 1,
    seed: 1,
    parts: ['train'],
    originals: false,
    otherParts: 'left-out',
  };
  const { setDataCopy } = store.getState();
  setDataCopy(info.id, { settings, kind: 'estimated', estimate, room: 1e9 });
  const save = getByRole('button', { name: 'Save as zip…' });
  await expect
    .element(getByText(/^2,400 copies of 1,200 pictures: about 5\.0 GB, .* The browser has room for/u))
    .toBeVisible();
  await expect.element(save).toBeDisabled();
  setDataCopy(info.id, { settings, kind: 'estimated', estimate, room: null });
  await expect.element(save).toBeEnabled();
  // What was wanted stands there when the panel is opened again.
  await expect.element(getByRole('spinbutton', { name: 'Copies of each' })).toHaveValue(1);
  // Another number of copies is another estimate.
  await getByRole('spinbutton', { name: 'Copies of each' }).fill('3');
  await expect.element(save).not.toBeInTheDocument();
  const progress = { stage: '', done: 300, total: 1200, unit: 'images', perSecond: 10, secondsLeft: 90 } as const;
  setDataCopy(info.id, { settings, kind: 'copying', progress });
  await expect.element(getByRole('progressbar', { name: 'Pictures copied' })).toHaveAttribute('value', '0.25');
  await expect.element(getByText(/^300 of 1,200 pictures, .* left$/u)).toBeVisible();
  await expect.element(getByRole('button', { name: 'Cancel' })).toBeEnabled();
  const unreadable = [{ file: 'b.jpg', reason: 'The file is empty.' }];
  setDataCopy(info.id, { settings, kind: 'done', report: { copies: 3597, changed: 1800, unreadable }, bytes: 7e9 });
  await expect.element(getByText('b.jpg The file is empty.')).toBeVisible();
});
