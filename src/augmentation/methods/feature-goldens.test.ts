import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { valueAndGradients } from '../../tensor/gradients';
import { describeOnBackends, expectClose } from '../../tensor/testing';
import type { ChannelStatistics } from '../channel-statistics';
import { mixStyle } from './mixstyle';
import { perturb } from './np';
import { mixChannels } from './pin-mix';

type Golden = { readonly shape: [number, number, number, number] } & Readonly<
  Record<'features' | 'dy' | 'value' | 'gradient', number[]>
>;
type Factors = Readonly<Record<'means' | 'deviations', number[][]>>;

/** What the scripts in `goldens/` made with PyTorch. */
interface Goldens {
  readonly mixstyle: Golden & { readonly shares: readonly number[]; readonly partners: readonly number[] };
  readonly np: Golden & Factors;
  readonly 'pin-mix': Golden & Factors & { readonly shares: number[][] };
}

function golden<Name extends keyof Goldens>(name: Name): Goldens[Name] {
  return JSON.parse(readFileSync(new URL(`goldens/${name}.json`, import.meta.url), 'utf8')) as Goldens[Name];
}

const floats = (rows: readonly (readonly number[])[]) => rows.map((row) => Float32Array.from(row));
const statistics = (rows: readonly (readonly number[])[]) =>
  tf.tensor4d(rows.flat(), [rows.length, 1, 1, rows[0]!.length]);

/** The change has the golden's value, and its gradient, which knows nothing of the statistics. */
async function expectGolden(
  { shape, features, dy, value, gradient }: Golden,
  change: (features: tf.Tensor4D) => tf.Tensor4D,
): Promise<void> {
  const [input, upstream] = [tf.tensor4d(features, shape), tf.tensor4d(dy, shape)];
  const found = valueAndGradients(() => change(input), [input], upstream);
  await expectClose(found.value, value);
  await expectClose(found.gradients[0]!, gradient);
}

await describeOnBackends(['cpu', 'wasm', 'webgpu'], 'methods at layer1 beside PyTorch', () => {
  it('MixStyle', async () => {
    const mix = golden('mixstyle');
    await expectGolden(mix, (features) =>
      mixStyle(features, Float32Array.from(mix.shares), Int32Array.from(mix.partners)),
    );
  });

  it('normalisation perturbation', async () => {
    const { means, deviations, ...rest } = golden('np');
    await expectGolden(rest, (features) => perturb(features, floats(means), floats(deviations)));
  });

  it('PIN mixed by channel', async () => {
    const { means, deviations, shares, ...rest } = golden('pin-mix');
    const style: ChannelStatistics = { mean: statistics(means), deviation: statistics(deviations) };
    await expectGolden(rest, (features) => mixChannels(features, style, floats(shares)));
    expect(rest.value.some((value) => value === 0)).toBe(true);
  });
});
