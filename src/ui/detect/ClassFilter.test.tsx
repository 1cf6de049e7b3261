import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { ClassFilter } from './ClassFilter';

const classes = (count: number) =>
  Array.from({ length: count }, (_, classIndex) => ({ name: `class ${classIndex}`, classIndex }));
const actions = () => ({
  onToggle: vi.fn<(name: string) => void>(),
  onShowAll: vi.fn<() => void>(),
  onHide: vi.fn<(names: readonly string[]) => void>(),
});

test('many classes are hidden and shown at once, and any of them alone', async () => {
  const on = actions();
  const screen = await render(<ClassFilter classes={classes(80)} hidden={['class 3']} {...on} />);
  await userEvent.click(screen.getByRole('button', { name: 'None' }));
  expect(on.onHide).toHaveBeenCalledExactlyOnceWith(classes(80).map(({ name }) => name));
  await userEvent.click(screen.getByRole('button', { name: 'All 80' }));
  expect(on.onShowAll).toHaveBeenCalledOnce();
  await userEvent.click(screen.getByRole('button', { name: 'class 79', exact: true }));
  expect(on.onToggle).toHaveBeenCalledExactlyOnceWith('class 79');
  await expect
    .element(screen.getByRole('button', { name: 'class 3', exact: true }))
    .toHaveAttribute('aria-pressed', 'false');
});

test('few classes have no more than themselves', async () => {
  const screen = await render(<ClassFilter classes={classes(7)} hidden={[]} {...actions()} />);
  expect(screen.getByRole('button').elements()).toHaveLength(7);
});
