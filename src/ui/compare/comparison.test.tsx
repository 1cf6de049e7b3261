import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { boxXYXY } from '../../geometry/box';
import type { RawDetections } from '../../geometry/detections';
import { paneIds } from '../../state/store/panes/detection-slice';
import type { Picture } from '../../state/store/panes/scene-slice';
import { bindShortcuts } from '../../state/actions/shortcuts';
import { store } from '../../state/store/store';
import { DetectPanel } from '../detect/DetectPanel';

const image = { width: 200, height: 200, data: new Uint8Array(200 * 200 * 3).fill(90) };
const classes = ['car', 'person'];
const boxes = {
  car: boxXYXY(10, 20, 60, 60),
  person: boxXYXY(100, 20, 130, 90),
  secondCar: boxXYXY(20, 120, 80, 170),
  nothing: boxXYXY(140, 140, 190, 190),
};

/** One region for each box, with the score of its class. */
function raw(found: readonly (readonly [box: keyof typeof boxes, className: string, score: number])[]): RawDetections {
  return {
    width: 200,
    height: 200,
    classes,
    boxes: Float32Array.from(found.flatMap(([box]) => classes.flatMap(() => [...boxes[box]]))),
    scores: Float32Array.from(
      found.flatMap(([, className, score]) => [...classes.map((name) => (name === className ? score : 0)), 1 - score]),
    ),
  };
}

/** A car that both find, a person that B alone finds, a second car that A alone finds, and a false box of B. */
async function openComparison() {
  const { addOwnImage, choosePicture, setPicture, setResult } = store.getState();
  const ref = addOwnImage('street.png', image);
  const picture: Picture = {
    ref,
    title: 'street.png',
    image,
    groundTruth: [
      { className: 'car', box: boxes.car },
      { className: 'person', box: boxes.person },
      { className: 'car', box: boxes.secondCar },
    ],
  };
  choosePicture(ref);
  setPicture(picture);
  const found = {
    left: raw([
      ['car', 'car', 0.9],
      ['person', 'person', 0.31],
      ['secondCar', 'car', 0.6],
    ]),
    right: raw([
      ['car', 'car', 0.8],
      ['person', 'person', 0.7],
      ['nothing', 'car', 0.55],
    ]),
  };
  for (const pane of paneIds)
    setResult(pane, { kind: 'ready', picture, raw: found[pane], milliseconds: 1, origin: 'live', recordedTitle: null });
  const screen = await render(<DetectPanel detailed />);
  await expect.element(screen.getByText('+ person 70')).toBeVisible();
  return screen;
}
const marks = (name: string) =>
  [...document.querySelectorAll(`[aria-label="${name}"] [data-mark]`)]
    .map((mark) => mark.getAttribute('data-mark') ?? '')
    .toSorted((a, b) => a.localeCompare(b));
const difference = () => page.getByText(/^B finds/u);

it('says what differs in one line, and follows the score threshold', async () => {
  const { getByRole, getByText } = await openComparison();
  await expect.element(difference()).toHaveTextContent('B finds 1 that A misses, and loses 1. 1 new false box.');
  await getByRole('slider', { name: 'Score threshold' }).fill('0.65');
  await expect.element(difference()).toHaveTextContent('B finds 1 that A misses, and loses none.');
  await getByRole('slider', { name: 'Score threshold' }).fill('0.3');
  await expect.element(getByText('B loses 1 that A finds, and gains none. 1 new false box.')).toBeVisible();
});

it('shows in each pane what only the other one finds', async () => {
  const { getByRole } = await openComparison();
  await expect.element(getByRole('region', { name: 'Left pane' }).getByText('person only in B')).toBeVisible();
  await expect.element(getByRole('region', { name: 'Right pane' }).getByText('car only in A')).toBeVisible();
  await expect.element(getByRole('region', { name: 'Right pane' }).getByText('car 55 ×')).toBeVisible();
});

it('is a filter: one group, or everything in which the panes do not differ', async () => {
  const { getByRole } = await openComparison();
  const legend = getByRole('group', { name: 'Marks shown' });
  await expect.element(legend.getByRole('button', { name: 'Both 1' })).toHaveAttribute('aria-pressed', 'true');
  expect(marks('Right pane')).toContain('object-0');
  await getByRole('button', { name: 'Only differences' }).click();
  await expect.element(legend.getByRole('button', { name: 'Both 1' })).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => marks('Right pane')).toEqual(['box--2', 'object-1', 'object-2']);
  await legend.getByRole('button', { name: 'False 1' }).click();
  await expect.poll(() => marks('Right pane')).toEqual(['object-1', 'object-2']);
  await getByRole('button', { name: 'Only differences' }).click();
  await getByRole('button', { name: 'Only differences' }).click();
  await expect.poll(() => marks('Right pane')).toContain('object-0');
});

it('links a box with its counterpart, by the pointer and by the focus in the table', async () => {
  const { getByRole, getByText } = await openComparison();
  const isMarked = (pane: string) =>
    document.querySelector(`[aria-label="${pane}"] .is-marked`)?.getAttribute('data-mark');
  const box = document.querySelector('[aria-label="Right pane"] [data-mark="object-1"]')!;
  await userEvent.hover(box);
  await expect.poll(() => isMarked('Left pane')).toBe('object-1');
  expect(isMarked('Right pane')).toBe('object-1');
  await expect.element(getByText('missed: at most 0.31 there').first()).toBeVisible();
  await expect.element(getByText('score 0.70, IoU 1.00').first()).toBeVisible();
  await userEvent.unhover(box);
  await expect.poll(() => isMarked('Left pane')).toBeUndefined();
  const left = getByRole('region', { name: 'Left pane' });
  await left.getByText('Detections as a table').first().click();
  (left.getByRole('button', { name: 'person' }).element() as HTMLElement).focus();
  await expect.poll(() => isMarked('Right pane')).toBe('object-1');
});

it('lays both on one picture, swipes between them and blinks, by button and by key', async () => {
  const { getByRole, getByText } = await openComparison();
  const unbind = bindShortcuts(window);
  const one = getByRole('group', { name: 'street.png: both detectors' });
  await getByRole('button', { name: 'Overlay' }).click();
  await expect.element(one.getByText('car 90 → 80')).toBeVisible();
  await expect.element(one.getByText('− car 60')).toBeVisible();
  await userEvent.keyboard('q');
  const line = getByRole('slider', { name: 'Where A’s boxes end and B’s begin' });
  await expect.element(line).toHaveValue('0.5');
  await line.fill('0.75');
  expect(store.getState().swipeAt).toBe(0.75);
  await userEvent.keyboard('{Shift>}B{/Shift}');
  const shown = getByRole('group', { name: 'Boxes shown' });
  await expect.element(shown.getByRole('button', { name: 'B' })).toHaveAttribute('aria-pressed', 'true');
  await expect.element(one.getByText('car 80')).toBeVisible();
  await userEvent.keyboard('{Shift>}B{/Shift}');
  await expect.element(one.getByText('car 90')).toBeVisible();
  await getByRole('button', { name: 'Side', exact: true }).click();
  await expect.element(one).not.toBeInTheDocument();
  await expect.element(getByText('+ person 70')).toBeVisible();
  unbind();
});

it('blinks by itself only until it is stopped', async () => {
  const { getByRole } = await openComparison();
  await getByRole('button', { name: 'Blink' }).click();
  await getByRole('button', { name: 'Pause' }).click();
  const { blinkGoes } = store.getState();
  expect(blinkGoes).toBe(false);
  await expect.element(getByRole('button', { name: 'Blink' }).last()).toBeVisible();
});
