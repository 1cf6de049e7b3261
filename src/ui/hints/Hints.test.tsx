import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Term } from '../common/Terms';
import { Explained } from './Explained';
import { Hints } from './Hints';

/** Words with a meaning, a button with a title, and the place where both are explained. */
async function page(onPress: () => void = () => undefined) {
  const screen = await render(
    <>
      <Hints />
      <div style={{ padding: 100 }}>
        <Explained meaning="How near the offsets come.">alignment</Explained> <Term name="Va" />
        <button type="button" title="Runs all steps" onClick={onPress}>
          Run
        </button>
        <p>aside</p>
      </div>
    </>,
  );
  // Another test may have left the pointer on the words.
  await screen.getByText('aside').hover();
  return { ...screen, hint: screen.getByRole('tooltip') };
}

test('the keyboard hears and sees what each word means, and what a button does', async () => {
  const { hint, getByRole } = await page();
  await expect.element(getByRole('button', { name: 'alignment' })).toHaveAccessibleDescription(/How near/u);
  await userEvent.keyboard('{Tab}');
  await expect.element(hint).toHaveTextContent('How near the offsets come.');
  await userEvent.keyboard('{Tab}');
  await expect.element(hint).toHaveTextContent(/^V_a: CLIP’s visual network/u);
  await userEvent.keyboard('{Tab}');
  await expect.element(hint).toHaveTextContent('Runs all steps');
  await userEvent.keyboard('{Tab}');
  await expect.element(hint).not.toBeInTheDocument();
});

test('Escape closes an explanation, and not the dialog in which it stands', async () => {
  const { getByRole } = await render(
    <>
      <Hints />
      <dialog ref={(dialog) => dialog?.showModal()}>
        <button type="button">Close</button>
        <Explained meaning="How near the offsets come.">alignment</Explained>
      </dialog>
    </>,
  );
  const hint = getByRole('tooltip');
  await userEvent.keyboard('{Tab}');
  await expect.element(hint).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(hint).not.toBeInTheDocument();
  await expect.element(getByRole('dialog')).toBeVisible();
});

test('hover and click show it too; a button with a title is left to the browser there', async () => {
  const { hint, getByRole } = await page();
  await getByRole('button', { name: 'alignment' }).hover();
  await expect.element(hint).toHaveTextContent('How near the offsets come.');
  await getByRole('button', { name: 'Run' }).hover();
  await expect.element(hint).not.toBeInTheDocument();
  await getByRole('button', { name: 'alignment' }).click();
  await expect.element(hint).toBeVisible();
});

test('a finger that stays on a button asks what it does, and does not press it', async () => {
  const onPress = vi.fn<() => void>();
  const { hint, getByRole } = await page(onPress);
  const button = getByRole('button', { name: 'Run' }).element() as HTMLElement;
  const touch = (type: string) => button.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: 'touch' }));
  touch('pointerdown');
  await expect.element(hint).toHaveTextContent('Runs all steps');
  touch('pointerup');
  button.click();
  expect(onPress).not.toHaveBeenCalled();
  touch('pointerdown');
  touch('pointerup');
  button.click();
  expect(onPress).toHaveBeenCalledTimes(1);
});
