import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { PaneChoice } from '../../state/store/panes/detection-slice';
import { PanePicker } from './PanePicker';

const given = {
  label: 'Detector of the left pane',
  choice: { detector: 'baseline', testTimeOffset: null },
  detectors: [
    { name: 'baseline', label: 'No augmentation', group: 'shipped' },
    { name: 'clip-the-gap', label: 'CLIP the Gap', group: 'shipped' },
    { name: 'photometrics', label: 'Text-chosen photometrics', group: 'shipped' },
    { name: 'mine', label: 'My streets', group: 'own' },
  ] as const,
  nextKey: 'H',
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

  it('offers the methods first, by name, and what was trained here apart from them', async () => {
    const { container } = await render(<PanePicker {...given} />);
    const groups = Array.from(container.querySelectorAll('optgroup'), (group) => [
      group.label,
      Array.from(group.querySelectorAll('option'), ({ text }) => text),
    ]);
    expect(groups.slice(0, 2)).toEqual([
      ['Methods', ['No augmentation', 'CLIP the Gap', 'Text-chosen photometrics']],
      ['Yours', ['My streets']],
    ]);
    expect(groups).toHaveLength(3);
  });

  it('is chosen from by the keyboard, and tells of the key that needs no list', async () => {
    const onChoose = vi.fn<(choice: PaneChoice) => void>();
    const { getByRole } = await render(<PanePicker {...given} onChoose={onChoose} />);
    const picker = getByRole('combobox');
    await expect.element(picker).toHaveAttribute('title', expect.stringContaining('the key H'));
    (picker.element() as HTMLElement).focus();
    await userEvent.keyboard('T');
    await expect.poll(() => onChoose.mock.lastCall?.[0].detector).toBe('photometrics');
  });

  it('shows a detector under its present name where a session calls it as it was called before', async () => {
    const { getByRole } = await render(
      <PanePicker {...given} choice={{ detector: 'augmented', testTimeOffset: null }} recordedTitle="Recorded" />,
    );
    await expect.element(getByRole('combobox')).toHaveDisplayValue('CLIP the Gap');
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
