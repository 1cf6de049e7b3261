import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { ConfirmButton } from './ConfirmButton';

describe('ConfirmButton', () => {
  it('asks in its own place, with the harmless answer first at hand, and gives the focus back', async () => {
    const onConfirm = vi.fn<() => void>();
    const { getByRole } = await render(
      <ConfirmButton label="Delete" iconOnly accessibleName="Delete the run" onConfirm={onConfirm} />,
    );
    const opener = getByRole('button', { name: 'Delete the run' });
    (opener.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(getByRole('button', { name: 'Keep' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(opener).toHaveFocus();
    expect(onConfirm).not.toHaveBeenCalled();
  });

  it('does it once when it is confirmed, and asks again the next time', async () => {
    const onConfirm = vi.fn<() => void>();
    const { getByRole } = await render(<ConfirmButton label="Delete" onConfirm={onConfirm} />);
    const opener = getByRole('button', { name: 'Delete', exact: true });
    await opener.click();
    await getByRole('button', { name: 'Delete for good' }).click();
    expect(onConfirm).toHaveBeenCalledOnce();
    await expect.element(opener).toHaveFocus();
    await opener.click();
    await expect.element(getByRole('button', { name: 'Keep' })).toHaveFocus();
    expect(onConfirm).toHaveBeenCalledOnce();
  });

  it('says why it cannot be used, and takes no focus by itself', async () => {
    const { getByRole } = await render(
      <ConfirmButton label="Delete" title="Wait until the engine is free." disabled onConfirm={() => {}} />,
    );
    const opener = getByRole('button', { name: 'Delete' });
    await expect.element(opener).toBeDisabled();
    await expect.element(opener).toHaveAccessibleDescription('Wait until the engine is free.');
    expect(document.activeElement).toBe(document.body);
  });
});
