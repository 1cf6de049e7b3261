import { describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import type { PaneChoice } from '../../state/store/detection-slice';
import { PanePicker } from './PanePicker';

const given = {
  label: 'Detector of the left pane',
  choice: { detector: 'baseline', testTimeOffset: null },
  detectors: [
    { name: 'baseline', label: 'No augmentation' },
    { name: 'clip-the-gap', label: 'CLIP the Gap' },
  ],
  hasOffsets: true,
  recordedTitle: null,
  onChoose: () => {},
};

describe('PanePicker', () => {
  it('offers each detector plain and with an offset at test time', async () => {
    const onChoose = vi.fn<(choice: PaneChoice) => void>();
    const { getByRole } = await render(<PanePicker {...given} onChoose={onChoose} />);
    const picker = getByRole('combobox', { name: 'Detector of the left pane' });
    await expect.element(picker).toHaveDisplayValue('No augmentation');
    await picker.selectOptions('CLIP the Gap + offset');
    expect(onChoose).toHaveBeenLastCalledWith({ detector: 'clip-the-gap', testTimeOffset: { target: 0, strength: 1 } });
    await picker.selectOptions('CLIP the Gap');
    expect(onChoose).toHaveBeenLastCalledWith({ detector: 'clip-the-gap', testTimeOffset: null });
  });

  it('offers no offset before there is one', async () => {
    const { getByRole } = await render(<PanePicker {...given} hasOffsets={false} />);
    await expect.element(getByRole('option', { name: 'CLIP the Gap + offset' })).toBeDisabled();
    await expect.element(getByRole('option', { name: 'CLIP the Gap', exact: true })).toBeEnabled();
  });

  it('names a detector that is not here by what it was called where it was recorded', async () => {
    const elsewhere = { ...given, choice: { detector: 'run-7', testTimeOffset: null } };
    const screen = await render(<PanePicker {...elsewhere} recordedTitle="MixStyle, seed 3" />);
    await expect.element(screen.getByRole('combobox')).toHaveDisplayValue('MixStyle, seed 3');
    await screen.rerender(<PanePicker {...elsewhere} />);
    await expect.element(screen.getByRole('combobox')).toHaveDisplayValue('run-7');
  });
});
