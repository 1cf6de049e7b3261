import type { BenchmarkDomain, BenchmarkResults, BenchmarkRow, BenchmarkRun } from '../records/benchmark-results';

const domain = (name: string, ap: number): BenchmarkDomain => ({
  domain: name,
  images: 10,
  map50: { voc11: ap, vocArea: ap, voc11Reference: ap, coco101: ap },
  map75: 0.3,
  calibrationError: 0.1,
  classes: [{ name: 'car', voc11: ap }],
});

/** @param aps on the source, and on the four unseen domains */
function run(seed: number, aps: readonly number[], others: BenchmarkRun['others'] = []): BenchmarkRun {
  const names = ['daytime-clear', 'night-clear', 'dusk-rainy', 'night-rainy', 'daytime-foggy'];
  return {
    seed,
    finishedAt: '2026-11-30T10:00:00.000Z',
    config: { training: { seed } },
    modelHash: 'ab12',
    backend: 'torch cpu',
    secondsPerStep: 0.6,
    steps: 2500,
    losses: [2, 1],
    validation: domain('daytime-clear', aps[0]!),
    domains: names.map((name, at) => domain(name, aps[at]!)),
    others,
  };
}

const row: Omit<BenchmarkRow, 'name' | 'title'> = {
  does: 'Nothing.',
  knows: 'nothing',
  wantedSeeds: 5,
  runs: [],
  overNone: null,
  overJitter: null,
  headroomShare: null,
  groups: '',
  corrupted: null,
};

const others = [
  { condition: 'night-snow', images: 10, map50: 0.2, calibrationError: 0.1 },
  { condition: 'day-rain', images: 10, map50: 0.4, calibrationError: 0.2 },
];

/** A table as it is while its runs come. */
export const testBenchmark: BenchmarkResults = {
  protocol: {
    steps: 2500,
    seeds: [4, 5],
    validation: { first: 0, count: 400 },
    test: { first: 200, count: 10 },
    others: { first: 200, count: 10 },
    corrupted: { first: 200, count: 5 },
  },
  conclusion: 'Text helps, so far.',
  limits: ['One renderer.'],
  rows: [
    {
      ...row,
      name: 'none',
      title: 'No augmentation',
      runs: [run(4, [0.6, 0.2, 0.3, 0.4, 0.5], others), run(5, [0.8, 0.4, 0.5, 0.6, 0.7])],
      groups: 'b',
    },
    {
      ...row,
      name: 'text-chosen',
      title: 'Text-chosen',
      does: 'A transform that text chooses.',
      knows: 'prompt',
      runs: [run(4, [0.6, 0.6, 0.6, 0.6, 0.6])],
      overNone: { value: 0.15, seeds: 1, interval: { low: 0.1, high: 0.2 } },
      headroomShare: { value: 0.5, seeds: 1, interval: { low: 0.4, high: 0.6 } },
      groups: 'a',
      corrupted: {
        seed: 4,
        images: 5,
        clean: 0.72,
        results: [
          { corruption: 'shotNoise', map50: 0.4, trained: true },
          { corruption: 'jpeg', map50: 0.5, trained: false },
        ],
      },
    },
    { ...row, name: 'randconv', title: 'RandConv', wantedSeeds: 1 },
  ],
  pairs: [
    {
      row: 'text-chosen',
      other: 'none',
      bySeed: [
        { seed: 4, difference: 0.05 },
        { seed: 5, difference: 0.07 },
      ],
      t: { mean: 0.06, interval: { low: -0.067, high: 0.187 }, p: 0.105 },
      adjustedP: 0.105,
    },
  ],
};
