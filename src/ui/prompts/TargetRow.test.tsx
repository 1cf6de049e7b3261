import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { TargetRow } from './TargetRow';

const given = {
  number: 2,
  text: 'a photo at night',
  problem: null,
  onEdit: () => {},
  onRemove: () => {},
  onFocus: () => {},
};

describe('TargetRow', () => {
  it('is a text field with the facts as its description', async () => {
    const { getByRole } = await render(<TargetRow {...given}>cos 0.912</TargetRow>);
    const field = getByRole('textbox', { name: 'Target prompt 2' });
    await expect.element(field).toHaveValue('a photo at night');
    await expect.element(field).toBeValid();
    await expect.element(field).toHaveAccessibleDescription('cos 0.912');
  });

  it('marks a prompt that is refused, and describes it by what is wrong in place of the facts', async () => {
    const { getByRole } = await render(
      <TargetRow {...given} text="" problem="This prompt is empty.">
        cos 0.912
      </TargetRow>,
    );
    const field = getByRole('textbox', { name: 'Target prompt 2' });
    await expect.element(field).toBeInvalid();
    await expect.element(field).toHaveAccessibleDescription('This prompt is empty.');
  });

  it('tells what is typed as one line', async () => {
    const onEdit = vi.fn<(text: string) => void>();
    const { getByRole } = await render(<TargetRow {...given} onEdit={onEdit} />);
    await getByRole('textbox').fill('a foggy\nstreet');
    expect(onEdit).toHaveBeenLastCalledWith('a foggy street');
  });

  it('leaves the field on Enter and keeps its text', async () => {
    const onEdit = vi.fn<(text: string) => void>();
    const { getByRole } = await render(<TargetRow {...given} onEdit={onEdit} />);
    await getByRole('textbox').click();
    await userEvent.keyboard('{Enter}');
    await expect.element(getByRole('textbox')).not.toHaveFocus();
    expect(onEdit).not.toHaveBeenCalled();
  });

  it('is removed by its own button', async () => {
    const onRemove = vi.fn<() => void>();
    const { getByRole } = await render(<TargetRow {...given} onRemove={onRemove} />);
    await getByRole('button', { name: 'Remove target prompt 2' }).click();
    expect(onRemove).toHaveBeenCalledOnce();
  });
});
