import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { rovingFocus } from './roving-focus';

interface GridProps {
  readonly presses?: boolean;
  readonly pressed?: number;
  readonly onPress?: (at: number) => void;
}

const moving = rovingFocus({ items: '.tile', presses: false });
const pressing = rovingFocus({ items: '.tile', presses: true });

/** Six tiles in two rows between two buttons. */
function Page({ presses = false, pressed = -1, onPress = () => undefined }: GridProps) {
  return (
    <>
      <button type="button">before</button>
      <div ref={presses ? pressing : moving} style={{ display: 'grid', gridTemplateColumns: 'repeat(3, 60px)' }}>
        {['a', 'b', 'c', 'd', 'e', 'f'].map((name, at) => (
          <button key={name} type="button" className="tile" aria-pressed={at === pressed} onClick={() => onPress(at)}>
            {name}
          </button>
        ))}
      </div>
      <button type="button">after</button>
    </>
  );
}

const focusedName = () => document.activeElement?.textContent;

test('a grid is one stop of the Tab key, and keys lead through it and back to where one was', async () => {
  const onPress = vi.fn<(at: number) => void>();
  const { getByText } = await render(<Page onPress={onPress} />);
  (getByText('before').element() as HTMLElement).focus();
  await userEvent.keyboard('{Tab}');
  expect(focusedName()).toBe('a');
  await userEvent.keyboard('{ArrowDown}{ArrowRight}');
  expect(focusedName()).toBe('e');
  await userEvent.keyboard('{Tab}');
  expect(focusedName()).toBe('after');
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
  expect(focusedName()).toBe('e');
  await userEvent.keyboard('{End}');
  expect(focusedName()).toBe('f');
  expect(onPress).not.toHaveBeenCalled();
});

test('where keys press, what is pressed is the stop, and a key presses the next', async () => {
  const onPress = vi.fn<(at: number) => void>();
  const { getByText, rerender } = await render(<Page presses pressed={1} onPress={onPress} />);
  (getByText('before').element() as HTMLElement).focus();
  await userEvent.keyboard('{Tab}');
  expect(focusedName()).toBe('b');
  await userEvent.keyboard('{ArrowRight}{Home}');
  expect(onPress.mock.calls).toEqual([[2], [0]]);
  await rerender(<Page presses pressed={5} onPress={onPress} />);
  (getByText('before').element() as HTMLElement).focus();
  await userEvent.keyboard('{Tab}');
  expect(focusedName()).toBe('f');
});
