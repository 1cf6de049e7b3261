import { describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { answerEvaluation } from '../../analysis/results/answer-evaluation';
import { meanApTable } from '../../analysis/results/mean-ap-table';
import { exampleComparison } from '../../analysis/testing';
import type { EvaluationSource } from '../../evaluation/evaluation-source';
import { ResultsTable } from './ResultsTable';

const a = exampleComparison('Mine', { car: 0.9, bus: 0.8 }, { car: 0.9, bus: null });
const b = exampleComparison('Other', { car: 0.9, bus: null }, { car: 0.9, bus: 0.8 });
const metric = 'voc2007';

async function tableOf(records: { a: typeof a; b: typeof b | null }) {
  const besideReference = records.a.config.source.kind === 'data-set';
  return meanApTable(records, metric, await answerEvaluation(records, 'averages', { metric, besideReference }), null);
}
const given = { metric, intervals: { kind: 'none' }, focused: null, onFocus: () => {} } as const;

describe('ResultsTable', () => {
  it('has a row for each detector with its numbers, and what the second changes', async () => {
    const { getByRole } = await render(<ResultsTable {...given} table={await tableOf({ a, b })} />);
    const cells = (name: RegExp) =>
      getByRole('row', { name })
        .getByRole('cell')
        .elements()
        .map(({ textContent }) => textContent);
    expect(cells(/^A Mine/u)).toEqual(['100.0', '50.0']);
    expect(cells(/^B Other/u)).toEqual(['50.0', '100.0']);
    expect(cells(/^B − A/u)).toEqual(['−50.0', '+50.0']);
  });

  it('says which domain training saw, and looks at one when its heading is pressed', async () => {
    const onFocus = vi.fn<(domain: string | null) => void>();
    const table = await tableOf({ a, b: null });
    const { getByRole, rerender } = await render(<ResultsTable {...given} table={table} onFocus={onFocus} />);
    await expect.element(getByRole('columnheader', { name: 'Daytime clear' })).toHaveTextContent('source');
    await expect.element(getByRole('columnheader', { name: 'Night rainy' })).toHaveTextContent('unseen');
    const night = getByRole('button', { name: 'Night rainy' });
    await night.click();
    expect(onFocus).toHaveBeenLastCalledWith('night-rainy');
    await rerender(<ResultsTable {...given} table={table} onFocus={onFocus} focused="night-rainy" />);
    await expect.element(night).toHaveAttribute('aria-pressed', 'true');
    await night.click();
    expect(onFocus).toHaveBeenLastCalledWith(null);
  });

  it('says how many images are done where not all are, and has a dash where none is', async () => {
    const source: EvaluationSource = {
      kind: 'builtin',
      domains: ['daytime-clear', 'night-rainy'],
      split: 'test',
      imagesPerDomain: 3,
    };
    const begun = {
      ...a,
      config: { ...a.config, source },
      domains: [a.domains[0]!, { name: 'night-rainy', images: [] }],
    };
    const { getByRole } = await render(<ResultsTable {...given} table={await tableOf({ a: begun, b: null })} />);
    const row = getByRole('row', { name: /^A Mine/u });
    await expect.element(row.getByRole('cell').first()).toHaveTextContent('100.01 of 3 images');
    await expect.element(row.getByRole('cell').nth(1)).toHaveTextContent(/^–$/u);
  });

  it('tells the intervals: too few images, a share of the work, then both ends', async () => {
    const table = await tableOf({ a, b });
    const { getByRole, rerender } = await render(
      <ResultsTable {...given} table={table} intervals={{ kind: 'too-few' }} />,
    );
    const row = getByRole('row', { name: /^B − A/u });
    await expect.element(row).toHaveTextContent('needs 10 images a domain');
    await rerender(<ResultsTable {...given} table={table} intervals={{ kind: 'working', share: 0.4 }} />);
    await expect.element(row.getByRole('cell').first()).toHaveTextContent('40 %');
    const interval = { low: -0.1, high: 0.025 };
    const [first, second, difference] = table.rows;
    const cells = difference!.cells.map((cell) => ({ ...cell, interval }));
    const ready = { ...table, rows: [first!, second!, { ...difference!, cells }] } as typeof table;
    const intervals = { kind: 'ready', intervals: { byDomain: new Map(), unseen: null } } as const;
    await rerender(<ResultsTable {...given} table={ready} intervals={intervals} />);
    await expect.element(row.getByRole('cell').first()).toHaveTextContent('−50.0−10.0 to +2.5');
  });

  it('puts the paper’s evaluator and the paper’s methods beside, on its data set', async () => {
    const source: EvaluationSource = {
      kind: 'data-set',
      dataSet: 'd',
      title: 'Diverse Weather',
      layout: 'diverse-weather',
      domains: ['daytime-clear', 'night-rainy'],
      imagesPerDomain: 1,
      images: [1, 1],
    };
    const mine = { ...a, config: { ...a.config, source } };
    const { getByRole } = await render(<ResultsTable {...given} table={await tableOf({ a: mine, b: null })} />);
    const names = getByRole('rowheader')
      .elements()
      .map(({ textContent }) => textContent);
    expect(names).toEqual([
      'A Mine',
      'A MineAP50, the paper’s evaluator',
      expect.stringMatching(/^Paper Faster R-CNN/u),
      expect.stringMatching(/^Paper CLIP the Gap/u),
    ]);
    const paper = getByRole('row', { name: /^Paper CLIP the Gap/u });
    await expect.element(paper.getByRole('cell').first()).toHaveTextContent('51.3');
  });
});
