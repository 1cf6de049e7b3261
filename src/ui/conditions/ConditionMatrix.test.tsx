import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { builtinScene } from '../../state/files/scene-images';
import type { PictureRef } from '../../state/store/scene-slice';
import { brightness } from '../testing/brightness';
import { ConditionMatrix } from './ConditionMatrix';

const sceneImage = (index: number, condition: string) => builtinScene('test', index, condition).image;

describe('ConditionMatrix', () => {
  const street: PictureRef = { kind: 'scene', index: 2, condition: 'dusk-rainy' };

  it('shows one street in eighteen conditions, each painted, the night darker than the day', async () => {
    const { getByRole } = await render(<ConditionMatrix shown={street} sceneImage={sceneImage} onPicture={() => {}} />);
    const grid = getByRole('group', { name: 'The same street in eighteen conditions' });
    expect(grid.getByRole('button', { name: /, scene 3$/u }).length).toBe(18);
    const day = grid.getByRole('button', { name: 'daytime-clear, scene 3' }).element();
    const night = grid.getByRole('button', { name: 'night-clear, scene 3' }).element();
    await expect.poll(() => Math.min(brightness(day), brightness(night)), { timeout: 10_000 }).toBeGreaterThan(0);
    expect(brightness(night)).toBeLessThan(brightness(day));
  });

  it('marks the condition that is shown, and no other', async () => {
    const { getByRole } = await render(<ConditionMatrix shown={street} sceneImage={sceneImage} onPicture={() => {}} />);
    const pressed = getByRole('button', { pressed: true });
    expect(pressed.length).toBe(1);
    await expect.element(pressed).toHaveAccessibleName('dusk-rainy, scene 3');
  });

  it('chooses another condition of the same street by the keyboard', async () => {
    const onPicture = vi.fn<(picture: PictureRef) => void>();
    const { getByRole } = await render(
      <ConditionMatrix shown={street} sceneImage={sceneImage} onPicture={onPicture} />,
    );
    (getByRole('button', { name: 'evening-snow, scene 3' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    expect(onPicture).toHaveBeenCalledExactlyOnceWith({ kind: 'scene', index: 2, condition: 'evening-snow' });
  });

  it('begins with the first street beside an image of one’s own, and marks nothing', async () => {
    const { getByRole, getByText } = await render(
      <ConditionMatrix shown={{ kind: 'own', id: 4 }} sceneImage={sceneImage} onPicture={() => {}} />,
    );
    await expect.element(getByText(/^Scene 1 of the test split/u)).toBeVisible();
    await expect.element(getByRole('button', { pressed: true })).not.toBeInTheDocument();
  });
});
