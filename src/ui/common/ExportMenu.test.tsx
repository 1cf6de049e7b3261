import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { ExportItem } from '../../state/exports/download';
import { bindShortcuts } from '../../state/actions/shortcuts';
import { store } from '../../state/store/store';
import { ExportMenu } from './ExportMenu';

const item = (label: string, make: ExportItem['make'] = () => label): ExportItem => ({
  label,
  fileName: `${label.toLowerCase()}.txt`,
  make,
});
const three = [item('Curves'), item('Figure'), item('Tables')];

async function renderMenu(items: readonly ExportItem[], unavailable: string | null = null) {
  const { getByRole } = await render(<ExportMenu name="Export the run" items={items} unavailable={unavailable} />);
  return {
    button: getByRole('button', { name: 'Export the run' }),
    menu: getByRole('menu', { name: 'Export the run' }),
    entry: (label: string) => getByRole('menuitem', { name: label }),
  };
}

describe('ExportMenu', () => {
  it('opens by a key at its first entry, and names the file of each', async () => {
    const { button, menu, entry } = await renderMenu(three);
    await expect.element(button).toHaveAttribute('aria-expanded', 'false');
    (button.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(menu).toBeVisible();
    await expect.element(button).toHaveAttribute('aria-expanded', 'true');
    await expect.element(entry('Curves')).toHaveFocus();
    await expect.element(entry('Curves')).toHaveTextContent('curves.txt');
  });

  it('is walked through by arrow keys, Home and End', async () => {
    const { button, entry } = await renderMenu(three);
    await button.click();
    const path: readonly (readonly [key: string, label: string])[] = [
      ['ArrowUp', 'Tables'],
      ['ArrowDown', 'Curves'],
      ['ArrowDown', 'Figure'],
      ['End', 'Tables'],
      ['Home', 'Curves'],
    ];
    await expect.element(entry('Curves')).toHaveFocus();
    for (const [key, label] of path) {
      await userEvent.keyboard(`{${key}}`);
      await expect.element(entry(label)).toHaveFocus();
    }
  });

  it('closes by Escape, back to its button, and by Tab', async () => {
    const { button, menu } = await renderMenu(three);
    for (const [key, backAtButton] of [
      ['Escape', true],
      ['Tab', false],
    ] as const) {
      await button.click();
      await expect.element(menu).toBeVisible();
      await userEvent.keyboard(`{${key}}`);
      await expect.element(menu).not.toBeInTheDocument();
      if (backAtButton) await expect.element(button).toHaveFocus();
    }
  });

  it('keeps letters from the shortcuts of the page', async () => {
    const unbind = bindShortcuts(window);
    try {
      const { button, entry } = await renderMenu(three);
      await userEvent.keyboard('y');
      expect(store.getState().logLoss).toBe(true);
      await button.click();
      await expect.element(entry('Curves')).toHaveFocus();
      await userEvent.keyboard('y');
      expect(store.getState().logLoss).toBe(true);
    } finally {
      unbind();
    }
  });

  it('is busy while the chosen file is made, and then makes another', async () => {
    let finish: (file: string) => void = () => {};
    const make = vi.fn<() => Promise<string>>(() => new Promise((resolve) => (finish = resolve)));
    const { button, menu, entry } = await renderMenu([item('Curves'), item('Figure', make)]);
    await button.click();
    await entry('Figure').click();
    await expect.element(menu).not.toBeInTheDocument();
    await expect.element(button).toBeDisabled();
    await expect.element(button).toHaveTextContent('Preparing…');
    finish('done');
    await expect.element(button).toBeEnabled();
    await expect.element(button).toHaveTextContent('Export');
    expect(make).toHaveBeenCalledOnce();
  });

  it('tells what went wrong, and can be used again', async () => {
    const { button, entry } = await renderMenu([
      item('Figure', () => Promise.reject(new Error('The browser could not draw the figure.'))),
    ]);
    await button.click();
    await entry('Figure').click();
    await expect
      .poll(() => store.getState().notices.map(({ tone, message }) => [tone, message]))
      .toEqual([['error', 'Something went wrong: The browser could not draw the figure.']]);
    await expect.element(button).toBeEnabled();
  });

  it('says why there is nothing to export', async () => {
    const { button } = await renderMenu(three, 'Curves exist after a training in this page.');
    await expect.element(button).toBeDisabled();
    await expect.element(button).toHaveAccessibleDescription('Curves exist after a training in this page.');
  });
});
