import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { DetectorLine } from './DetectorLine';

const figures = {
  source: 0.5749,
  unseen: 0.461,
  ap75: 0.2,
  scenes: { split: 'test', first: 200, count: 200 },
} as const;

test('says how the detector was trained, what it reaches, and on which streets', async () => {
  const { container, getByRole } = await render(
    <DetectorLine training="Trained on clear days, 500 steps" figures={figures} />,
  );
  expect(container.textContent).toBe(
    'Trained on clear days, 500 steps. AP50 57.5 on clear days (AP75 20.0), 46.1 in four unseen weathers.',
  );
  await expect
    .element(getByRole('button', { name: 'AP50' }))
    .toHaveAccessibleDescription(/^Test streets 201 to 400 of each domain\./u);
});

test('claims no figure that nobody measured', async () => {
  const { container, rerender } = await render(<DetectorLine training="Trained on my streets" figures={null} />);
  expect(container.textContent?.trim()).toBe('Trained on my streets.');
  await rerender(<DetectorLine training={null} figures={null} />);
  expect(container.textContent?.trim()).toBe('');
});
