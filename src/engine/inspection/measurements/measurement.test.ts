import { expect, test } from 'vitest';
import { architectureOf, convNames } from '../../../clip/tower/architecture';
import { describeOnBackends } from '../../../tensor/testing';
import { rn50Sizes } from '../seeded-tower';
import type { Compute } from '../kernel-check';
import { groups, measurementsOf, products } from './catalogue';
import { type Measurement, measureAll } from './measurement';

const alone = <T>(work: () => Promise<T>) => work();

/** Runs what is wanted at the small size and tells all that came of it. */
async function measured(
  only: readonly string[] | undefined,
  mayStart: (seconds: number) => boolean = () => true,
  compute: Compute = alone,
) {
  const results: Measurement[] = [];
  const skipped = new Map<string, string>();
  const begun: string[] = [];
  await measureAll('small', compute, {
    onResult: (measurement) => results.push(measurement),
    onSkip: (id, why) => skipped.set(id, why),
    begin: (name) => begun.push(name),
    mayStart,
    ...(only ? { only } : {}),
  });
  return { results, skipped, begun };
}

/** What needs a device, or says nothing without one; the others take a software GPU minutes, most of them for compiling. */
const onDevice = new Set<string>(['copy', 'roi-align', 'products', 'device']);

for (const backend of ['cpu', 'webgpu'] as const) {
  await describeOnBackends([backend], 'measurements', () => {
    for (const name of groups
      .map((group) => group.name)
      .filter((group) => onDevice.has(group) === (backend === 'webgpu'))) {
      test(`every figure of ${name} comes, finite and positive`, async () => {
        const all = measurementsOf('small').filter(({ group }) => group === name);
        // One of the products, a 3×3, stands for the others.
        const expected = name === 'products' ? all.slice(1, 2) : all;
        const { results, skipped } = await measured(expected.map(({ id }) => id));
        expect([...skipped]).toEqual([]);
        expect(results.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        for (const { id, samples } of results) {
          expect(samples.length, id).toBeGreaterThan(0);
          const wrong = samples.filter((sample) => !(Number.isFinite(sample) && sample > 0));
          expect(wrong, id).toEqual([]);
        }
      });
    }
  });
}

await describeOnBackends(['cpu'], 'measurements', () => {
  test('what is asked for alone is measured alone, and told with its sizes', async () => {
    const { results, skipped } = await measured(['l-opt-rn50-va']);
    expect(results.map(({ id, title }) => [id, title])).toEqual([
      ['l-opt-rn50-va', 'V_a of the 2 crops of an iteration, a tiny ResNet'],
    ]);
    expect([...skipped]).toEqual([]);
  });

  test('what fails is told, and the others are measured', async () => {
    let calls = 0;
    const failsFirst: Compute = (work) => (++calls === 1 ? Promise.reject(new Error('the device refuses')) : work());
    const { results, skipped } = await measured(['l-opt-rn50-va', 'v-a-image'], () => true, failsFirst);
    expect([...skipped]).toEqual([['l-opt-rn50-va', 'Failed: the device refuses']]);
    expect(results.map(({ id }) => id)).toEqual(['v-a-image']);
  });

  test('what has no time left is told, and nothing of it runs', async () => {
    const { results, skipped, begun } = await measured(['l-opt-rn50'], (seconds) => seconds < 1);
    expect([results, begun]).toEqual([[], []]);
    expect([...skipped.keys()]).toContain('l-opt-rn50');
    expect(skipped.get('l-opt-rn50')).toContain('not left');
  });
});

test('ids tell measurements apart, and each is in a group', () => {
  for (const size of ['small', 'full'] as const) {
    const all = measurementsOf(size);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(all.map(({ group }) => group))).toEqual(new Set(groups.map(({ name }) => name)));
    expect(all.filter(({ title }) => /[{}]|undefined/u.test(title))).toEqual([]);
  }
});

/** Cells a side of the map that a convolution of RN50 sees at 224 pixels. */
function sideOf(conv: string): number {
  const [, layer, block, name] = /^layer(\d)\.(\d)\.(\w+)/u.exec(conv) ?? [];
  if (layer === undefined) return 112;
  // The pool of a layer's first block comes after its conv2.
  const before = layer !== '1' && block === '0' && (name === 'conv1' || name === 'conv2');
  return (before ? 2 : 1) * (56 / 2 ** (Number(layer) - 1));
}

test('every convolution of RN50 of stride 1, and the input gradients of V_b, are among the products', () => {
  const listed = new Set(products.map(({ kernel, side, inputs, outputs }) => [kernel, side, inputs, outputs].join()));
  for (const { conv, shape } of convNames(architectureOf(rn50Sizes))) {
    if (conv === 'conv1') continue;
    const [outputs, inputs, kernel] = shape;
    expect(listed, conv).toContain([kernel, sideOf(conv), inputs, outputs].join());
    if (conv.startsWith('layer4')) expect(listed, conv).toContain([kernel, sideOf(conv), outputs, inputs].join());
  }
});
