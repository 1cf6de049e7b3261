import { describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import type { AblationResults, AblationRow, AblationRun } from '../../runs/records/ablation-results';
import { unseenDomains } from '../../runs/records/benchmark-results';
import { AblationTable, type OpenedCell } from './AblationTable';

const result = (domain: string, ap: number) => ({
  domain,
  images: 10,
  classes: [],
  map50: { voc11: ap, vocArea: ap, voc11Reference: null, coco101: ap },
  map5095: null,
});

/** A run with the same AP on every domain that it was tested on. */
const run = (seed: number, ap: number, domains: readonly string[]): AblationRun => ({
  seed,
  finishedAt: '2026-11-01T10:00:00.000Z',
  config: {},
  modelHash: 'ab12',
  backend: 'wasm',
  secondsPerStep: 1,
  steps: 10,
  losses: [2, 1],
  validation: result('daytime-clear', ap),
  domains: domains.map((domain) => result(domain, ap)),
});

const row = (part: Partial<AblationRow>): AblationRow => ({
  name: 'none',
  title: 'No augmentation',
  init: 'clip',
  classifier: 'text',
  pooling: 'attention',
  method: 'none',
  oracle: false,
  runs: [],
  alignment: null,
  difference: null,
  ...part,
});

const all = ['daytime-clear', ...unseenDomains];
const results: AblationResults = {
  rows: [
    row({ runs: [run(1, 0.3, all), run(2, 0.4, all)] }),
    row({
      name: 'additive',
      title: 'Semantic augmentation',
      method: 'additive',
      runs: [run(1, 0.5, ['daytime-clear'])],
      alignment: 0.25,
      difference: { mean: 0.02, seeds: 1, interval: { low: -0.01, high: 0.05 } },
    }),
    row({ name: 'later', title: 'Not run yet', method: 'additive' }),
  ],
};
const given = { results, metric: 'voc11', opened: null, onOpen: () => {} } as const;

describe('AblationTable', () => {
  it('groups the rows by what they ask', async () => {
    const { getByRole } = await render(<AblationTable {...given} />);
    const heads = getByRole('row')
      .elements()
      .map((line) => line.querySelector('th')!.textContent.trim());
    expect(heads).toEqual([
      'Row',
      'The detector, part by part',
      'No augmentation',
      'Augmentations of the whole detector',
      'Semantic augmentation',
      'Not run yet',
    ]);
  });

  it('has the mean over seeds and their extent, and what augmentation changes', async () => {
    const { getByRole } = await render(<AblationTable {...given} />);
    const plain = getByRole('row', { name: /^No augmentation/u });
    await expect.element(plain.getByRole('cell').last()).toHaveTextContent('–');
    await expect
      .element(plain.getByRole('cell').filter({ hasText: '35.0' }).first())
      .toHaveTextContent('35.030.0–40.0');
    const augmented = getByRole('row', { name: /^Semantic augmentation/u });
    await expect.element(augmented).toHaveTextContent('+2.0−1.0 to +5.0');
    await expect.element(augmented.getByRole('cell').last()).toHaveTextContent('0.25');
  });

  it('has a dash where a run was not tested, and where there is no run; such a row opens nothing', async () => {
    const { getByRole } = await render(<AblationTable {...given} />);
    const texts = (name: RegExp) =>
      getByRole('row', { name })
        .getByRole('cell')
        .elements()
        .map(({ textContent }) => textContent);
    expect(texts(/^Semantic augmentation/u).slice(2, 9)).toEqual(['50.0', '50.0', '–', '–', '–', '–', '–']);
    expect(texts(/^Not run yet/u).slice(1, 9)).toEqual(['0', ...Array<string>(7).fill('–')]);
    await expect.element(getByRole('button', { name: /^Not run yet/u })).toBeDisabled();
  });

  it('leads from a number, and from a row, to its runs', async () => {
    const onOpen = vi.fn<(cell: OpenedCell, opener: HTMLButtonElement) => void>();
    const { getByRole } = await render(<AblationTable {...given} onOpen={onOpen} />);
    await getByRole('button', { name: 'No augmentation, Night rainy: 35.0. Show its runs' }).click();
    expect(onOpen.mock.lastCall![0]).toEqual({ row: 'none', column: 'Night rainy', domains: ['Night rainy'] });
    await getByRole('button', { name: 'No augmentation. Show its runs' }).click();
    expect(onOpen.mock.lastCall![0]).toEqual({ row: 'none', column: null, domains: [] });
  });
});
