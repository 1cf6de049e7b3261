import { expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { boxXYXY } from '../../geometry/box';
import type { Detection } from '../../geometry/detections';
import { DetectionList } from './DetectionList';

const found: Detection = { classIndex: 0, className: 'bus', score: 0.5, box: boxXYXY(1, 2, 3, 4), region: 0 };

it('shows what the network that proposed a box calls it, and says that it is the network’s word', async () => {
  const detections = [{ ...found, proposedAs: { label: 'truck', score: 0.93 } }];
  const { getByText, getByRole } = await render(<DetectionList detections={detections} evaluation={null} />);
  await getByText('Detections as a table').click();
  await expect.element(getByRole('columnheader', { name: 'Its network says' })).toBeVisible();
  await expect.element(getByRole('cell', { name: 'truck 0.93' })).toBeVisible();
});

it('has no such column where no network proposed', async () => {
  const { getByText, getByRole } = await render(<DetectionList detections={[found]} evaluation={null} />);
  await getByText('Detections as a table').click();
  await expect.element(getByRole('columnheader', { name: 'Box, pixels' })).toBeVisible();
  expect(getByRole('columnheader', { name: 'Its network says' }).elements()).toHaveLength(0);
});
