import { CodedError } from '../../src/errors/coded-error';
import { expect, test } from 'vitest';
import { parseKitOptions } from './kit-options';
import { inUnit, kitPage } from './kit-page';
import { exitCodeOf, type KitReport, kitVerdict, spreadOf, timesAsFast } from './kit-report';
import { secondsOfNext, stagesOf, unmeasured } from './stages';

const measured = (id: string, unit: 's' | 'GB/s' | 'count', samples: number[]) => ({
  id,
  title: `title of <${id}>`,
  unit,
  samples,
  details: { crops: 60 },
});
const report: KitReport = {
  when: '2026-01-02T00:00:00Z',
  appVersion: '0.1.0',
  runtime: 'node',
  host: 'Node 20 with Dawn',
  adapter: 'acme <gpu>',
  software: false,
  size: 'full',
  cpu: 'A',
  model: null,
  seconds: null,
  groups: [
    {
      name: 'kernels',
      wallSeconds: 1,
      figures: [],
      checks: [{ name: 'x', status: 'pass', measured: '1', limit: '2' }],
    },
  ],
  details: { vendor: 'acme' },
  attempts: [{ how: 'the system’s Vulkan loader', outcome: 'acme <gpu>' }],
  nvidia: { smi: null, cuda: false, vulkan: [] },
  measurements: [measured('a', 's', [0.004, 0.001, 0.002])],
  torch: {
    about: { torch: '2.1', device: 'acme', cuda: '12' },
    measurements: [measured('a', 's', [0.006])],
    skipped: [],
    why: null,
  },
  skipped: [{ name: 'b', why: 'no time' }],
  finished: true,
  wallSeconds: 9,
};

test('ratios compare medians, times the other way round than rates, and counts not at all', () => {
  expect(spreadOf(measured('a', 's', [4, 1, 2]))).toEqual({ least: 1, median: 2, most: 4 });
  expect(timesAsFast(measured('a', 's', [2]), measured('a', 's', [6]))).toBe(3);
  expect(timesAsFast(measured('a', 'GB/s', [2]), measured('a', 'GB/s', [6]))).toBeCloseTo(1 / 3);
  expect(timesAsFast(measured('a', 'count', [2]), measured('a', 'count', [6]))).toBeNull();
  expect(timesAsFast(measured('a', 's', [2]), undefined)).toBeNull();
});

test.each([
  [12.3, 's', '12.3 s'],
  [0.0123, 's', '12.3 ms'],
  [0.0000123, 's', '12.3 µs'],
  [1234.5, 'GB/s', '1,235 GB/s'],
  [7, 'count', '7'],
] as const)('%d %s is told as %s', (value, unit, text) => {
  expect(inUnit(value, unit)).toBe(text);
});

test('the page stands alone and tells figures, spread and ratio', () => {
  const page = kitPage(report);
  expect(page).not.toMatch(/\b(?:src|href)=/u);
  expect(page).not.toContain('<gpu>');
  for (const text of ['title of &#60;a&#62;', '>2 ms<', '>1 ms to 4 ms<', '>6 ms<', '>3<', 'crops: 60', 'no time'])
    expect(page).toContain(text);
});

test('the verdict of a run that is cut off, of one without Vulkan, and their exit codes', () => {
  expect(kitVerdict(report)).toContain('All 1 checks pass on acme <gpu>');
  expect(exitCodeOf(report)).toBe(0);
  expect(kitVerdict({ ...report, finished: false })).toContain('not finished');
  const none = { ...report, details: { none: 'no adapter' }, groups: [] };
  expect(kitVerdict({ ...none, nvidia: { smi: 'A', cuda: true, vulkan: [] } })).toContain('only PyTorch');
  expect(kitVerdict(none)).toContain('No GPU was found');
  expect(exitCodeOf(none)).toBe(1);
});

test('what had no time is asked for again, what was measured or refused is not', () => {
  const all = unmeasured({ measurements: [], skipped: [] }, 'full');
  expect(all.length).toBeGreaterThan(1);
  const [first, second] = all as [string, string];
  const told = { measurements: [measured(first, 's', [1])], skipped: [{ name: second, why: 'failed' }] };
  expect(unmeasured(told, 'full')).toEqual(all.slice(2));
});

test('full sizes have all stages, small ones compare the kernels once', () => {
  const options = parseKitOptions([]);
  const names = (size: 'small' | 'full') => stagesOf(options, size);
  expect(names('full')).toContain('kernels');
  expect(names('small')).not.toContain('kernels');
  expect(options).toMatchObject({ seconds: 480, size: null, adapter: null });
});

test.each(['full', 'small'] as const)(
  'at size %s no stage takes the time of those after it, and the last one may take all that is left',
  (size) => {
    const stages = stagesOf(parseKitOptions([]), size);
    expect(secondsOfNext(['growth'], 33, size)).toBe(33);
    let left = 480;
    for (const index of stages.keys()) {
      const most = secondsOfNext(stages.slice(index), left, size);
      expect(most).toBeGreaterThan(20);
      expect(most).toBeLessThan(130);
      left -= most;
    }
    expect(left).toBeCloseTo(0);
  },
);

test.each([
  [['--seconds', 'x'], /--seconds: x is no number/u],
  [['--size', 'huge'], /neither small nor full/u],
  [['--only', 'colours'], /no part colours.*measurements/u],
  [['--fast'], /Unknown option '--fast'.*Options: --out DIR/u],
])('bad use is told: %j', (args, message) => {
  expect(() => parseKitOptions(args)).toThrow(CodedError);
  expect(() => parseKitOptions(args)).toThrow(message);
});
