import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { HeatMap } from './HeatMap';

test('a pointer over a cell tells its value, and nothing once it has left', async () => {
  const { getByRole, getByText } = await render(
    <div style={{ width: 90 }}>
      <HeatMap
        values={[1, 2, 3, 4, 5, 6]}
        width={3}
        height={2}
        min={0}
        max={6}
        label="six cells"
        cellText={(column, row, value) => `row ${row}, column ${column}: ${value}`}
      />
    </div>,
  );
  const canvas = getByRole('img', { name: 'six cells' }).element();
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const move = (x: number, y: number) =>
    canvas.dispatchEvent(
      new PointerEvent('pointermove', { bubbles: true, clientX: left + x * width, clientY: top + y * height }),
    );
  move(0.9, 0.75);
  await expect.element(getByText('row 1, column 2: 6')).toBeVisible();
  move(0.4, 0.1);
  await expect.element(getByText('row 0, column 1: 2')).toBeVisible();
  canvas.parentElement!.dispatchEvent(new PointerEvent('pointerout', { bubbles: true, relatedTarget: document.body }));
  await expect.element(getByText(/^row/u)).not.toBeInTheDocument();
});
