import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { boxXYXY } from '../../geometry/box';
import type { RawDetections } from '../../geometry/detections';
import type { PaneId, PaneResult } from '../../state/store/panes/detection-slice';
import type { Picture } from '../../state/store/panes/scene-slice';
import { store } from '../../state/store/store';
import { DetectPanel } from './DetectPanel';

const image = { width: 100, height: 100, data: new Uint8Array(100 * 100 * 3).fill(90) };

/** Three regions, two classes: two cars that overlap with an IoU of 0.6, and a person. */
const raw: RawDetections = {
  width: 100,
  height: 100,
  classes: ['car', 'person'],
  // [3 * 2 * 4]: a box per region and class.
  boxes: Float32Array.from(
    [
      [0, 20, 40, 40, 0, 20, 40, 40],
      [10, 20, 50, 40, 10, 20, 50, 40],
      [70, 50, 80, 90, 70, 50, 80, 90],
    ].flat(),
  ),
  // [3 * 3], background last.
  scores: Float32Array.from(
    [
      [0.9, 0.05, 0.05],
      [0.7, 0.05, 0.25],
      [0.1, 0.6, 0.3],
    ].flat(),
  ),
};

/** The panel on the page's own store: one of the user's images with a car and a person, and what the panes have of it. */
async function openPanel(results: Partial<Record<PaneId, 'ready' | PaneResult>> = { left: 'ready', right: 'ready' }) {
  const { addOwnImage, choosePicture, setPicture, setResult } = store.getState();
  const ref = addOwnImage('street.png', image);
  const groundTruth = [
    { className: 'car', box: boxXYXY(0, 20, 40, 40) },
    { className: 'person', box: boxXYXY(10, 50, 20, 90) },
  ];
  const picture: Picture = { ref, title: 'street.png', image, groundTruth };
  choosePicture(ref);
  setPicture(picture);
  for (const [pane, result] of Object.entries(results))
    setResult(
      pane as PaneId,
      result === 'ready'
        ? { kind: 'ready', picture, raw, milliseconds: 12.4, origin: 'live', recordedTitle: null }
        : result,
    );
  const screen = await render(<DetectPanel detailed />);
  const pane = (name: 'Left pane' | 'Right pane') => screen.getByRole('region', { name, exact: true });
  return { ...screen, left: pane('Left pane'), right: pane('Right pane') };
}

describe('DetectPanel', () => {
  it('counts, names and lists what was found', async () => {
    const { left } = await openPanel();
    await expect
      .element(left.getByRole('status').first())
      .toHaveTextContent(/1 of 2 found\s*1\s*missed\s*1\s*false\s*12 ms/u);
    await expect
      .element(left.getByRole('group', { name: 'street.png: 2 detections, 1 object missed' }))
      .toBeInTheDocument();
    await expect.element(left.getByText('person 60 ×')).toBeVisible();
    await left.getByText('Detections as a table').first().click();
    await expect
      .element(left.getByRole('row', { name: /car 0\.900 1\.00 correct 0\.900 0\.0, 20\.0, 40\.0, 40\.0/u }))
      .toBeVisible();
    await expect.element(left.getByRole('row', { name: /person 0\.600 0\.00 false/u })).toBeVisible();
  });

  it('follows the score threshold from end to end, in both panes', async () => {
    const { getByRole, left, right } = await openPanel();
    const slider = getByRole('slider', { name: 'Score threshold' });
    await expect.element(slider).toHaveValue('0.5');
    (slider.element() as HTMLElement).focus();
    await userEvent.keyboard('{End}');
    for (const pane of [left, right])
      await expect.element(pane.getByRole('status').first()).toHaveTextContent(/^0 of 2 found\s*2 missed\s*0 false/u);
    await expect.element(left.getByText('car 90')).not.toBeInTheDocument();
    await slider.fill('0.65');
    for (const pane of [left, right])
      await expect.element(pane.getByRole('status').first()).toHaveTextContent(/^1 of 2 found\s*1 missed\s*0 false/u);
    await expect.element(left.getByText('car 90')).toBeVisible();
    await expect.element(getByRole('group', { name: /: 1 detection, / }).first()).toBeInTheDocument();
  });

  it('lets overlapping boxes stand as the IoU of the suppression allows', async () => {
    const { getByRole, left } = await openPanel();
    await getByRole('slider', { name: 'NMS IoU' }).fill('0.65');
    await expect.element(left.getByRole('status').first()).toHaveTextContent(/^1 of 2 found\s*1 missed\s*2 false/u);
    await expect.element(left.getByText('car 70 ×')).toBeVisible();
  });

  it('hides a class in both panes and in their counts', async () => {
    const { getByRole, left, right } = await openPanel();
    const chip = getByRole('group', { name: 'Classes shown' }).getByRole('button', { name: 'person' });
    await expect.element(chip).toHaveAttribute('aria-pressed', 'true');
    await chip.click();
    await expect.element(chip).toHaveAttribute('aria-pressed', 'false');
    for (const pane of [left, right])
      await expect.element(pane.getByRole('status').first()).toHaveTextContent(/^1 of 1 found\s*0 missed/u);
  });

  it('hides a class that only the detector of the right pane knows', async () => {
    const { getByRole, left, right } = await openPanel();
    const { picture, setResult } = store.getState();
    setResult('right', {
      kind: 'ready',
      picture: picture!,
      raw: { ...raw, classes: ['zebra', 'person'] },
      milliseconds: 12,
      origin: 'live',
      recordedTitle: null,
    });
    await expect.element(right.getByText('zebra 90')).toBeVisible();
    const filter = getByRole('group', { name: 'Classes shown' });
    await filter.getByRole('button', { name: 'zebra' }).click();
    await expect.element(right.getByText('zebra 90')).not.toBeInTheDocument();
    await expect.element(left.getByText('car 90')).toBeVisible();
    expect(filter.getByRole('button').elements()).toHaveLength(3);
  });

  it('takes the labels away and brings them back', async () => {
    const { getByRole, left } = await openPanel();
    const labels = getByRole('button', { name: 'Labels' });
    await labels.click();
    await expect.element(labels).toHaveAttribute('aria-pressed', 'false');
    await expect.element(left.getByText('car 90')).not.toBeInTheDocument();
    await labels.click();
    await expect.element(left.getByText('car 90')).toBeVisible();
  });

  it('says of each pane why it shows nothing', async () => {
    const { left, right } = await openPanel({
      right: { kind: 'failed', error: { code: 'out-of-memory', message: 'The memory is full.', hint: 'Close a tab.' } },
    });
    await expect.element(left.getByText('Detection starts when the model is loaded.')).toBeVisible();
    await expect.element(right.getByRole('alert')).toHaveTextContent('The memory is full. Close a tab.');
    store.getState().setResult('left', { kind: 'working' });
    await expect.element(left.getByText('Detecting…').first()).toBeVisible();
  });

  it('moves both panes at once, by button and by the arrow keys, and only where there is more to see', async () => {
    const { getByRole, left, right } = await openPanel();
    const canvasLeft = (pane: typeof left) => {
      const viewer = pane.getByRole('group', { name: /^street\.png/u }).element();
      return viewer.querySelector('canvas')!.getBoundingClientRect().left - viewer.getBoundingClientRect().left;
    };
    const viewer = left.getByRole('group', { name: /^street\.png/u });
    (viewer.element() as HTMLElement).focus();
    // Boxes are drawn once the viewer is measured; before, the canvas has no place.
    await expect.element(left.getByText('car 90')).toBeVisible();
    const fitted = canvasLeft(left);
    await userEvent.keyboard('{ArrowRight}');
    expect(canvasLeft(left)).toBe(fitted);
    await expect.element(getByRole('button', { name: 'Fit the image' })).toBeDisabled();
    await getByRole('button', { name: 'Zoom in' }).click();
    const zoomed = canvasLeft(left);
    expect(zoomed).toBeLessThan(fitted);
    (viewer.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(canvasLeft(left)).toBeLessThan(zoomed);
    expect(canvasLeft(right)).toBeCloseTo(canvasLeft(left), 3);
    await getByRole('button', { name: 'Fit the image' }).click();
    expect(canvasLeft(left)).toBe(fitted);
  });

  it('zooms by the wheel, and leaves the wheel to the page where the whole image is seen', async () => {
    const { left } = await openPanel();
    const viewer = left.getByRole('group', { name: /^street\.png/u }).element();
    const turn = (deltaY: number) => {
      const event = new WheelEvent('wheel', { deltaY, bubbles: true, cancelable: true });
      viewer.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(turn(100)).toBe(false);
    await expect.element(page.getByText('1.0×')).toBeVisible();
    expect(turn(-400)).toBe(true);
    await expect.element(page.getByText('2.7×')).toBeVisible();
    expect(turn(400)).toBe(true);
    await expect.element(page.getByText('1.0×')).toBeVisible();
  });
});
