import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { exampleDictionary } from '../../photometrics/dictionary/testing';
import { builtinSource } from '../../runs/shelf/kept-dictionary';
import { noPhotometrics, type Photometrics } from '../../state/store/photometrics-slice';
import type { MeasurePlan } from './dictionary-texts';
import { DictionaryStatus } from './DictionaryStatus';

const whole = exampleDictionary(240, 4);
const part = {
  dictionary: { ...whole, measured: whole.measured.slice(0, 60) },
  modelName: 'RN50',
  source: builtinSource,
};
const plan: MeasurePlan = {
  source: builtinSource,
  images: 24,
  transforms: 240,
  done: 0,
  estimate: { secondsPerStep: 1, seconds: 240 },
  bytes: 120_000_000,
};

async function shown(
  photometrics: Partial<Photometrics>,
  changes: Partial<MeasurePlan> = {},
  obstacle: string | null = null,
) {
  const [onMeasure, onBeginAnew, onCancel] = [vi.fn<() => void>(), vi.fn<() => void>(), vi.fn<() => void>()];
  const props = { plan: { ...plan, ...changes }, obstacle, onMeasure, onBeginAnew, onCancel };
  const page = await render(<DictionaryStatus photometrics={{ ...noPhotometrics, ...photometrics }} {...props} />);
  const status = page.getByRole('status', { name: 'Photometric transforms' });
  return { ...page, status, onMeasure, onBeginAnew, onCancel };
}

it('says what a measurement takes before it begins', async () => {
  const { getByRole, status, onMeasure } = await shown({});
  await expect.element(status).toHaveTextContent('not measured for this model yet');
  await expect.element(status).toHaveTextContent('on 24 images of built-in training scenes');
  await getByRole('button', { name: 'Measure 240 transforms (about 4 min, 120 MB)' }).click();
  expect(onMeasure).toHaveBeenCalledOnce();
});

it('shows progress with the time left, and cancels', async () => {
  const progress = {
    stage: 'Measuring transforms',
    done: 60,
    total: 240,
    unit: 'transforms',
    perSecond: 1,
    secondsLeft: 180,
  } as const;
  const { getByRole, status, onCancel } = await shown({ status: 'measuring', progress });
  await expect.element(status).toHaveTextContent('Measuring transforms: 60 of 240, 3 min 0 s left');
  await expect.element(getByRole('progressbar', { name: 'Measuring transforms' })).toHaveAttribute('value', '0.25');
  await expect.element(getByRole('button', { name: /Measure/u })).not.toBeInTheDocument();
  await getByRole('button', { name: 'Cancel' }).click();
  expect(onCancel).toHaveBeenCalledOnce();
});

it('goes on where it stopped, or begins anew', async () => {
  const { getByRole, status, onMeasure, onBeginAnew } = await shown({ status: 'stopped', part }, { done: 60 });
  await expect.element(status).toHaveTextContent('60 of 240 transforms are measured');
  await getByRole('button', { name: 'Measure the other 180 (about 3 min, 120 MB)' }).click();
  expect(onMeasure).toHaveBeenCalledOnce();
  await getByRole('button', { name: 'Begin anew' }).click();
  await getByRole('button', { name: /for good/u }).click();
  expect(onBeginAnew).toHaveBeenCalledOnce();
});

it('says what went wrong and what to do, and offers to measure', async () => {
  const problem = {
    code: 'unsupported-model',
    message: 'The transforms of this file are of the family photometrics-0.',
    hint: 'Measure the transforms anew for this model.',
  } as const;
  const { getByRole, status } = await shown({ status: 'failed', problem });
  await expect.element(status).toHaveTextContent('photometrics-0. Measure the transforms anew');
  await expect.element(getByRole('button', { name: /^Measure 240/u })).toBeEnabled();
});

it('offers nothing where a dictionary of the chosen images is there, and another one where they are others', async () => {
  const ready = { status: 'ready', dictionary: whole, source: builtinSource } as const;
  const { getByRole, status, unmount } = await shown(ready);
  await expect.element(status).toHaveTextContent('240 transforms, measured on built-in training scenes.');
  await expect.element(getByRole('button')).not.toBeInTheDocument();
  await unmount();
  const own = await shown(ready, { source: { key: 'x', title: '“my streets”' } });
  await expect.element(own.getByRole('button', { name: /^Measure 240/u })).toBeEnabled();
});

it('says what is in the way', async () => {
  const { getByRole, getByText } = await shown({}, {}, 'A detector is being trained. Wait for it, or stop it.');
  await expect.element(getByRole('button', { name: /^Measure 240/u })).toBeDisabled();
  await expect.element(getByText('A detector is being trained. Wait for it, or stop it.')).toBeVisible();
});
