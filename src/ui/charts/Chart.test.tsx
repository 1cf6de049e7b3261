import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Curve } from '../../runs/records/curve';
import { quantityLook } from '../../runs/figures/line-looks';
import { LossChart } from '../optimise/LossChart';

const rows = 101;
/** L_opt is 10 at step 0 and falls by a tenth a step. */
const curve = Curve.from({
  columns: ['step', 'loss_total'],
  values: [
    Float64Array.from({ length: rows }, (_, at) => at),
    Float64Array.from({ length: rows }, (_, at) => 10 - at / 10),
  ],
});
const series = [{ column: 'loss_total', label: 'L_opt', look: quantityLook(0) }];

async function draw(syncKey: string, charts = 1) {
  const chart = (at: number) => (
    <LossChart
      key={at}
      curve={curve}
      series={series}
      logarithmic={false}
      height={200}
      label={`Loss ${at}`}
      empty=""
      syncKey={syncKey}
    />
  );
  const screen = await render(<div style={{ width: 600 }}>{Array.from({ length: charts }, (_, at) => chart(at))}</div>);
  const figure = screen.getByRole('figure', { name: 'Loss 0' });
  const over = figure.element().querySelector<HTMLElement>('.u-over')!;
  /** The step at a share of the chart's width, as the legend tells it. */
  const stepAt = async (share: number) => {
    mouse(over, 'mousemove', share);
    await new Promise(requestAnimationFrame);
    return Number(figure.element().querySelector('.u-legend td')!.textContent);
  };
  return { ...screen, figure, over, stepAt };
}

function mouse(over: HTMLElement, type: string, share: number): void {
  const { left, top, width, height } = over.getBoundingClientRect();
  // uPlot takes a drag that has not moved for a click.
  const at = { clientX: left + share * width, clientY: top + height / 2, movementX: 1 };
  over.dispatchEvent(new MouseEvent('mouseenter', at));
  (type === 'mouseup' ? document : over).dispatchEvent(new MouseEvent(type, { bubbles: true, button: 0, ...at }));
}

function drag(over: HTMLElement, from: number, to: number): void {
  mouse(over, 'mousemove', from);
  mouse(over, 'mousedown', from);
  mouse(over, 'mousemove', to);
  mouse(over, 'mouseup', to);
}

test('a drag shows the part that was dragged over, a double click all again', async () => {
  const { over, stepAt, getByRole } = await draw('drag');
  await expect.poll(() => stepAt(0.5)).toBe(50);
  drag(over, 0.2, 0.4);
  await expect.element(getByRole('button', { name: 'Show all' })).toBeVisible();
  await expect.poll(() => stepAt(0.02)).toBe(20);
  expect(await stepAt(0.5)).toBe(30);
  mouse(over, 'dblclick', 0.5);
  await expect.element(getByRole('button', { name: 'Show all' })).not.toBeInTheDocument();
  await expect.poll(() => stepAt(0.5)).toBe(50);
});

test('charts of one key are zoomed together, and a button shows all again', async () => {
  const { over, stepAt, getByRole } = await draw('together', 2);
  drag(over, 0.5, 0.75);
  const buttons = getByRole('button', { name: 'Show all' });
  await expect.poll(() => buttons.elements().length).toBe(2);
  await buttons.last().click();
  await expect.poll(() => stepAt(0.5)).toBe(50);
});

test('the keyboard reads each value, zooms around it and shows all again', async () => {
  const { getByRole, stepAt } = await draw('keys');
  const values = getByRole('slider');
  (values.element() as HTMLElement).focus();
  await userEvent.keyboard('{Home}');
  await expect.element(values).toHaveAttribute('aria-valuetext', 'Step 0, L_opt 10.00');
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  await expect.element(values).toHaveAttribute('aria-valuetext', 'Step 2, L_opt 9.800');
  await userEvent.keyboard('{Home}+');
  await expect.element(getByRole('button', { name: 'Show all' })).toBeVisible();
  await expect.poll(() => stepAt(0.5)).toBe(25);
  (values.element() as HTMLElement).focus();
  await userEvent.keyboard('0');
  await expect.poll(() => stepAt(0.5)).toBe(50);
});
