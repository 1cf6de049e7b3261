import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { walkStages, walkSteps, type WalkFacts, type WalkStage } from '../../analysis/detection/photo-walk';
import { PhotoWalk } from './PhotoWalk';

const facts = (...done: readonly WalkStage[]) =>
  walkSteps(Object.fromEntries(walkStages.map((stage) => [stage, done.includes(stage)])) as WalkFacts);

it('says what comes next, and each stage is a click', async () => {
  const clicked = vi.fn<(stage: WalkStage) => void>();
  const onStage = Object.fromEntries(walkStages.map((stage) => [stage, () => clicked(stage)])) as Record<
    WalkStage,
    () => void
  >;
  await render(<PhotoWalk steps={facts('photos', 'model')} onStage={onStage} />);
  const walk = page.getByRole('navigation', { name: 'From your photos to an answer' });
  await expect.element(walk).toHaveTextContent(/Choose CLIP alone in a pane, and name what it should find\./u);
  await expect.element(walk.getByRole('button', { name: 'Boxes' })).toHaveAttribute('aria-current', 'step');
  await walk.getByRole('button', { name: 'done: Photos' }).click();
  await walk.getByRole('button', { name: 'PyTorch' }).click();
  expect(clicked.mock.calls).toEqual([['photos'], ['export']]);
});

it('is not there for a built-in scene', async () => {
  const { container } = await render(<PhotoWalk steps={null} onStage={{} as Record<WalkStage, () => void>} />);
  expect(container.textContent).toBe('');
});
