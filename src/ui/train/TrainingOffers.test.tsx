import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import type { TrainingOffer } from '../../state/store/training-slice';
import { TrainingOffers } from './TrainingOffers';

it('says how long a training is, and offers what is shorter with the time of each', async () => {
  const onTake = vi.fn<(offer: TrainingOffer) => void>();
  const given = { offers: [], onTake };
  const { getByRole, rerender } = await render(<TrainingOffers {...given} seconds={null} />);
  const offered = getByRole('region', { name: 'Shorter trainings' });
  await expect.element(offered).not.toBeInTheDocument();
  await rerender(<TrainingOffers {...given} seconds={50_400} offers="measuring" />);
  await expect.element(offered).toHaveTextContent(/about 14 h 0 min on this machine\. Measuring/u);
  await rerender(<TrainingOffers {...given} seconds={50_400} />);
  await expect.element(offered).toHaveTextContent(/A smaller model/u);
  const frozen: TrainingOffer = {
    fineTuning: 'frozen',
    imageShortSide: null,
    steps: 450,
    estimate: { secondsPerStep: 4, seconds: 1800 },
  };
  const small: TrainingOffer = { ...frozen, fineTuning: 'head', imageShortSide: 300 };
  await rerender(
    <TrainingOffers {...given} seconds={50_400} offers={[{ ...frozen, fineTuning: 'head' }, frozen, small]} />,
  );
  await expect.element(offered.getByRole('listitem').first()).toHaveTextContent('Take 450 steps: about 30 min 0 s');
  const second = offered.getByRole('listitem').nth(1);
  await expect
    .element(second)
    .toHaveTextContent('Take Proposals and box head only, CLIP frozen, 450 steps: about 30 min 0 s');
  await expect
    .element(offered.getByRole('listitem').nth(2))
    .toHaveTextContent('Take Images of 300 pixels, half as large, 450 steps: about 30 min 0 s');
  await second.getByRole('button', { name: 'Take' }).click();
  expect(onTake).toHaveBeenCalledExactlyOnceWith(frozen);
});
