import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { views, viewTitles } from '../state/store/preferences-slice';
import { store } from '../state/store/store';
import { App } from './App';

/** A phone, a laptop at 200 %, a laptop, a large screen. */
const widths = [360, 720, 1280, 2560];

test.each(views)('%s fits every window: nothing is wider than the page, and the shell is at hand', async (view) => {
  store.getState().setView(view);
  const screen = await render(<App />);
  await expect.element(screen.getByText('Loading this view…')).not.toBeInTheDocument();
  for (const width of widths) {
    await page.viewport(width, 800);
    expect(widerThanPage(), `at ${width}`).toEqual([]);
    const shell = [
      screen.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: viewTitles[view] }),
      screen.getByRole('button', { name: 'Help and shortcuts' }),
      screen.getByRole('complementary', { name: 'Prompts' }).getByRole('button').first(),
    ];
    for (const control of shell) await expect.element(control).toBeInViewport();
  }
  await page.viewport(1280, 800);
});

test('in a narrow window the prompts open above the view, and P leads to the field of a new one', async () => {
  await page.viewport(390, 844);
  const screen = await render(<App />);
  const prompts = screen.getByRole('complementary', { name: 'Prompts' });
  await prompts.getByRole('button', { name: /^Prompts/u }).click();
  await expect.element(prompts.getByRole('textbox', { name: 'Source prompt' })).toBeVisible();
  expect(widerThanPage()).toEqual([]);
  await prompts.getByRole('button', { name: 'Fold the prompts, or open them' }).click();
  await expect.element(prompts.getByRole('textbox').first()).not.toBeInTheDocument();
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'p', bubbles: true }));
  await expect.element(prompts.getByRole('textbox', { name: 'New target prompt' })).toHaveFocus();
  await page.viewport(1280, 800);
});

test('the first stop of the keyboard leads past the header to the view', async () => {
  const screen = await render(<App />);
  const link = screen.getByRole('link', { name: 'Skip to the view' });
  expect(document.querySelector('a, button, input, select, textarea, [tabindex="0"]')).toBe(link.element());
  const { hash } = location;
  (link.element() as HTMLElement).click();
  await expect.element(screen.getByRole('main')).toHaveFocus();
  expect(location.hash).toBe(hash);
});

/** What reaches out of the window although nothing around it scrolls. */
function widerThanPage(): readonly string[] {
  const scrolled = (element: Element | null): boolean =>
    element !== null &&
    !element.matches('.main, .workspace') &&
    (getComputedStyle(element).overflowX !== 'visible' || scrolled(element.parentElement));
  return [...document.querySelectorAll('.app-header *, .workspace *')]
    .filter((element) => {
      const { right, width } = element.getBoundingClientRect();
      return width > 1 && right > innerWidth + 1 && !scrolled(element.parentElement);
    })
    .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class')}`);
}
