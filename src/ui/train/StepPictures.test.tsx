import { beforeEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import type { StepPicture } from '../../engine/engine';
import { transformOf } from '../../photometrics/parameters';
import { noStepPictures } from '../../state/store/step-pictures-slice';
import { store } from '../../state/store/store';
import { noTraining } from '../../state/store/training-slice';
import { StepPictures } from './StepPictures';

const image = { width: 2, height: 1, data: Uint8Array.of(200, 100, 50, 0, 0, 100) };
const dark: StepPicture = {
  step: 2,
  image,
  flip: false,
  change: {
    kind: 'transform',
    transform: { kind: 'photometric', parameters: transformOf({ exposure: 0.3 }) },
    strength: 1,
    seed: 1,
  },
};
const mirrored: StepPicture = { step: 2, image, flip: true, change: { kind: 'none' } };

beforeEach(() => store.setState({ stepPictures: noStepPictures, training: noTraining }));

describe('StepPictures', () => {
  it('shows each image with what was done to it, pixel by pixel', async () => {
    store.setState({ stepPictures: { ...noStepPictures, pictures: [dark, mirrored] } });
    const { getByRole } = await render(<StepPictures />);
    const first = getByRole('img', { name: 'Image of step 3, exposure × 0.3' });
    await expect.element(first).toBeVisible();
    const canvas = first.element() as HTMLCanvasElement;
    expect([...canvas.getContext('2d')!.getImageData(0, 0, 2, 1).data]).toEqual([200, 100, 50, 255, 0, 0, 100, 255]);
    await expect.element(getByRole('img', { name: 'Image of step 3, mirrored' })).toBeVisible();
    await expect.element(getByRole('region', { name: 'Training images as steps see them' })).toHaveTextContent('50 %');
  });

  it('goes on to other steps, but not while a training runs', async () => {
    store.setState({ stepPictures: { ...noStepPictures, pictures: Array.from({ length: 6 }, () => dark) } });
    const { getByRole } = await render(<StepPictures />);
    await getByRole('button', { name: 'Another draw' }).click();
    expect(store.getState().stepPictures.from).toBe(3);
    store.setState({ training: { ...noTraining, status: 'running' } });
    await expect.element(getByRole('button', { name: 'Another draw' })).not.toBeInTheDocument();
  });

  it('says why there is none', async () => {
    store.setState({ stepPictures: { ...noStepPictures, pictures: [] } });
    const { getByText } = await render(<StepPictures />);
    await expect.element(getByText('No step of this training is augmented.')).toBeVisible();
  });
});
