import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { comparePanes } from '../../analysis/detection/comparison/compare-panes';
import { listedMarks } from '../../analysis/detection/comparison/listed-marks';
import { evaluatePane } from '../../analysis/detection/evaluate-pane';
import type { PaneContent, ShownObject } from '../../analysis/detection/pane-content';
import { boxXYXY } from '../../geometry/box';
import type { Detection } from '../../geometry/detections';
import { DetectionList } from './DetectionList';

const found: Detection = { classIndex: 0, className: 'bus', score: 0.5, box: boxXYXY(1, 2, 3, 4), region: 0 };
const proposed = { ...found, proposedAs: { label: 'truck', score: 0.93 } };
const onMark = vi.fn<(id: string | null) => void>();

async function openList(a: PaneContent, b: PaneContent = a) {
  const marks = comparePanes({ content: a, isReady: true }, { content: b, isReady: true });
  const screen = await render(
    <DetectionList
      rows={listedMarks(marks, 'a', a)}
      side="a"
      isJudged={a.evaluation !== null}
      markedId={null}
      onMark={onMark}
    />,
  );
  await screen.getByText('Detections as a table').click();
  return screen;
}

function contentOf(detections: readonly Detection[], objects: readonly ShownObject[] | null): PaneContent {
  return { detections, groundTruth: objects, evaluation: objects && evaluatePane(detections, objects) };
}

it('shows what the network that proposed a box calls it, and says that it is the network’s word', async () => {
  const { getByRole } = await openList(contentOf([proposed], null));
  await expect.element(getByRole('columnheader', { name: 'Its network says' })).toBeVisible();
  await expect.element(getByRole('cell', { name: 'truck 0.93' })).toBeVisible();
});

it('has no such column where no network proposed', async () => {
  const { getByRole } = await openList(contentOf([found], null));
  await expect.element(getByRole('columnheader', { name: 'Box, pixels' })).toBeVisible();
  expect(getByRole('columnheader', { name: 'Its network says' }).elements()).toHaveLength(0);
});

it('lists score, IoU, verdict and the other pane’s score, and what is missed, and marks the row that has the focus', async () => {
  const objects = [
    { className: 'bus', box: boxXYXY(1, 2, 3, 4), index: 0 },
    { className: 'car', box: boxXYXY(10, 2, 30, 4), index: 1 },
  ];
  const { getByRole } = await openList(
    contentOf([found], objects),
    contentOf([{ ...found, score: 0.75, box: boxXYXY(1, 2, 3, 3) }], objects),
  );
  await expect
    .element(getByRole('row', { name: /bus 0\.500 1\.00 correct 0\.750 1\.0, 2\.0, 3\.0, 4\.0/u }))
    .toBeVisible();
  await expect.element(getByRole('row', { name: /car – – missed – 10\.0, 2\.0, 30\.0, 4\.0/u })).toBeVisible();
  (getByRole('button', { name: 'bus' }).element() as HTMLElement).focus();
  expect(onMark).toHaveBeenLastCalledWith('object-0');
  await userEvent.tab();
  expect(onMark).toHaveBeenLastCalledWith('object-1');
});
