import { describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import type { Notice } from '../../state/store/notices-slice';
import { Toasts } from './Toasts';

const notice = (id: number, tone: Notice['tone'] = 'info', more: Partial<Notice> = {}): Notice => ({
  id,
  tone,
  message: `Notice ${id}.`,
  hint: '',
  ...more,
});
const silent = { onDismiss: () => {}, onDismissAll: () => {} };

describe('Toasts', () => {
  it('alerts of errors, tells the rest quietly, and shows what to do', async () => {
    const notices = [notice(1, 'error', { hint: 'Try again.', details: 'at line 3' }), notice(2)];
    const { getByRole, getByText } = await render(<Toasts {...silent} notices={notices} />);
    await expect.element(getByRole('alert')).toHaveTextContent('Notice 1.Try again.');
    await expect.element(getByRole('status')).toHaveTextContent('Notice 2.');
    await expect.element(getByText('at line 3')).not.toBeVisible();
    await getByText('Details').click();
    await expect.element(getByText('at line 3')).toBeVisible();
  });

  it('shows four of many, counts the others, and shows all on request', async () => {
    const notices = [1, 2, 3, 4, 5, 6].map((id) => notice(id));
    const onDismissAll = vi.fn<() => void>();
    const { getByRole } = await render(<Toasts {...silent} notices={notices} onDismissAll={onDismissAll} />);
    expect(getByRole('status').elements()).toHaveLength(4);
    const more = getByRole('button', { name: 'And 2 more' });
    await expect.element(more).toHaveAttribute('aria-expanded', 'false');
    await more.click();
    expect(getByRole('status').elements()).toHaveLength(6);
    await expect.element(getByRole('button', { name: 'Show fewer' })).toHaveAttribute('aria-expanded', 'true');
    await getByRole('button', { name: 'Dismiss all' }).click();
    expect(onDismissAll).toHaveBeenCalledOnce();
  });

  it('dismisses each by its own button, and counts nothing where all are shown', async () => {
    const onDismiss = vi.fn<(id: number) => void>();
    const { getByRole } = await render(<Toasts {...silent} notices={[notice(7), notice(8)]} onDismiss={onDismiss} />);
    await expect.element(getByRole('button', { name: 'Dismiss all' })).not.toBeInTheDocument();
    await getByRole('button', { name: 'Dismiss notice' }).nth(1).click();
    expect(onDismiss.mock.calls).toEqual([[8]]);
  });

  it('lets go what only informs, and keeps errors', async () => {
    const onDismiss = vi.fn<(id: number) => void>();
    const { rerender } = await renderAside({ onDismiss });
    await rerender({ lifetime: ({ tone }) => (tone === 'error' ? null : 20) });
    await expect.poll(() => onDismiss.mock.calls).toEqual([[2], [3]]);
  });

  it('keeps all of them while the keyboard or the pointer is on one', async () => {
    const onDismiss = vi.fn<(id: number) => void>();
    const { getByRole, rerender } = await renderAside({ onDismiss });
    const button = getByRole('button', { name: 'Dismiss notice' }).first().element() as HTMLElement;
    button.focus();
    await rerender({ lifetime: () => 20 });
    const pause = new Promise((resolve) => {
      setTimeout(resolve, 120);
    });
    await pause;
    expect(onDismiss).not.toHaveBeenCalled();
    button.blur();
    await expect.poll(() => onDismiss.mock.calls).toEqual([[1], [2], [3]]);
  });
});

/** An error and two notices that stay at first; the pointer, which another test may have left on them, goes aside. */
async function renderAside(given: { readonly onDismiss: (id: number) => void }) {
  const notices = [notice(1, 'error'), notice(2), notice(3)];
  const page = (lifetime: (one: Notice) => number | null) => (
    <>
      <Toasts {...silent} {...given} notices={notices} lifetime={lifetime} />
      <p>aside</p>
    </>
  );
  const screen = await render(page(() => null));
  await screen.getByText('aside').hover();
  return {
    ...screen,
    rerender: ({ lifetime }: { readonly lifetime: (one: Notice) => number | null }) => screen.rerender(page(lifetime)),
  };
}
