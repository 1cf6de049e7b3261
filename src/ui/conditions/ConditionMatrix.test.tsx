import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { type ConditionScore, divergingColour } from '../../analysis/detection/comparison/condition-scores';
import { builtinScene } from '../../state/files/scene-images';
import type { PictureRef } from '../../state/store/panes/scene-slice';
import { brightness } from '../testing/brightness';
import { ConditionMatrix } from './ConditionMatrix';

const sceneImage = (index: number, condition: string) => builtinScene('test', index, condition).image;

const plain = { sceneImage, scores: new Map<string, ConditionScore | null>(), value: 'pictures', most: 0.2 } as const;

describe('ConditionMatrix', () => {
  const street: PictureRef = { kind: 'scene', index: 2, condition: 'dusk-rainy' };

  it('shows one street in eighteen conditions, each painted, the night darker than the day', async () => {
    const { getByRole } = await render(<ConditionMatrix shown={street} {...plain} onPicture={() => {}} />);
    const grid = getByRole('group', { name: 'The same street in eighteen conditions' });
    expect(grid.getByRole('button', { name: /, scene 3$/u }).length).toBe(18);
    const day = grid.getByRole('button', { name: 'daytime-clear, scene 3' }).element();
    const night = grid.getByRole('button', { name: 'night-clear, scene 3' }).element();
    await expect.poll(() => Math.min(brightness(day), brightness(night)), { timeout: 10_000 }).toBeGreaterThan(0);
    expect(brightness(night)).toBeLessThan(brightness(day));
  });

  it('marks the condition that is shown, and no other', async () => {
    const { getByRole } = await render(<ConditionMatrix shown={street} {...plain} onPicture={() => {}} />);
    const pressed = getByRole('button', { pressed: true });
    expect(pressed.length).toBe(1);
    await expect.element(pressed).toHaveAccessibleName('dusk-rainy, scene 3');
  });

  it('chooses another condition of the same street by the keyboard', async () => {
    const onPicture = vi.fn<(picture: PictureRef) => void>();
    const { getByRole } = await render(<ConditionMatrix shown={street} {...plain} onPicture={onPicture} />);
    (getByRole('button', { name: 'evening-snow, scene 3' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    expect(onPicture).toHaveBeenCalledExactlyOnceWith({ kind: 'scene', index: 2, condition: 'evening-snow' });
  });

  it('begins with the first street beside an image of one’s own, and marks nothing', async () => {
    const { getByRole } = await render(
      <ConditionMatrix shown={{ kind: 'own', id: 4 }} {...plain} onPicture={() => {}} />,
    );
    await expect.element(getByRole('button', { name: 'night-clear, scene 1' })).toBeVisible();
    await expect.element(getByRole('button', { pressed: true })).not.toBeInTheDocument();
  });

  it('gives each condition its number and colour, and says all of it where one points or has the focus', async () => {
    const scores = new Map<string, ConditionScore | null>([
      ['night-rainy', { a: 0.5, b: 0.75, counts: { a: 2, b: 3, objects: 4 } }],
      ['night-clear', { a: 0.5, b: 0.4, counts: null }],
    ]);
    const { getByRole, getByText } = await render(
      <ConditionMatrix shown={street} {...plain} scores={scores} value="change" most={0.25} onPicture={() => {}} />,
    );
    await expect.element(getByText('+25.0')).toHaveStyle({ background: divergingColour(1, 1) });
    await expect.element(getByText('−10.0')).toHaveStyle({ background: divergingColour(-0.4, 1) });
    expect(getByText('–', { exact: true }).length).toBe(16);
    (getByRole('button', { name: 'night-rainy, scene 3' }).element() as HTMLElement).focus();
    await expect
      .element(getByRole('status'))
      .toHaveTextContent('Night rainy: A finds 2 of 4 objects (50.0 %), B 3 (75.0 %), B − A +25.0.');
    await userEvent.hover(getByRole('button', { name: 'night-clear, scene 3' }));
    await expect.element(getByRole('status')).toHaveTextContent('Night clear: AP50 of A 50.0, of B 40.0, B − A −10.0.');
  });
});
