import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { testBenchmark } from '../../runs/export/testing-benchmark';
import type { BenchmarkResults } from '../../runs/records/benchmark-results';
import { BenchmarkPanel } from './BenchmarkPanel';

const shown = (results: BenchmarkResults = testBenchmark) =>
  render(<BenchmarkPanel results={results} exportsOf={() => []} figureExports={() => []} />);

describe('BenchmarkPanel', () => {
  it('begins with the conclusion, and says what is missing and what it cannot say', async () => {
    const { getByText, getByRole } = await shown();
    await expect.element(getByText('Text helps, so far.')).toBeVisible();
    await expect
      .element(getByText(/^Still to be trained:/u))
      .toHaveTextContent('No augmentation (2 of 5), Text-chosen (1 of 5), RandConv (0 of 1).');
    await expect.element(getByRole('list', { name: 'What the table cannot say' })).toHaveTextContent('One renderer.');
  });

  it('has a line for each row with runs, by what it knows', async () => {
    const { getByRole } = await shown();
    const heads = getByRole('row')
      .elements()
      .map((line) => line.querySelector('th')!.textContent.trim());
    expect(heads).toEqual(['Row', 'Knows nothing', 'No augmentation', 'Knows prompts', 'Text-chosen']);
    const cells = getByRole('row', { name: /^Text-chosen/u })
      .getByRole('cell')
      .elements();
    expect(cells.map(({ textContent }) => textContent)).toEqual([
      '1 of 5',
      '60.0',
      '60.0',
      '60.0',
      '+15.0+10.0 to +20.0',
      '–',
      '50 %40 to 60 %',
      'a',
    ]);
  });

  it('shows one set of columns at a time, and greys what a row trained on', async () => {
    const { getByRole } = await shown();
    await getByRole('button', { name: 'Corruptions', exact: true }).click();
    const cells = getByRole('row', { name: /^Text-chosen/u })
      .getByRole('cell')
      .elements();
    expect(cells.map(({ textContent }) => textContent)).toEqual(['72.0', '40.0', '50.0']);
    expect(cells.map(({ className }) => className.includes('greyed'))).toEqual([false, true, false]);
    // They are known by one metric.
    expect(getByRole('group', { name: 'Metric' }).elements()).toHaveLength(0);
    await getByRole('button', { name: 'Other conditions', exact: true }).click();
    await expect.element(getByRole('columnheader', { name: 'Night snow' })).toBeVisible();
    await getByRole('button', { name: 'Five domains', exact: true }).click();
    await expect.element(getByRole('row', { name: /^No augmentation/u })).toHaveTextContent('50.040.0–60.0');
  });

  it('leads from a row to its details: the other rows seed by seed, from its side, and its runs', async () => {
    const { getByRole } = await shown();
    const opener = getByRole('button', { name: 'No augmentation. Show its details' });
    await opener.click();
    const pairs = getByRole('table')
      .nth(1)
      .getByRole('row', { name: /^Text-chosen/u });
    await expect.element(pairs).toHaveTextContent('Text-chosen−5.0−7.0−6.0−18.7 to +6.7.105.105');
    await expect.element(getByRole('region', { name: 'Other conditions' })).toHaveTextContent('Night snow20.0');
    await expect
      .element(getByRole('region', { name: 'Seed 5', exact: true }))
      .toHaveTextContent('2500 steps in 25 minutes');
    await getByRole('button', { name: 'Close details' }).click();
    await expect.element(opener).toHaveFocus();
  });

  it('without any run says so, and still what it will be able to say', async () => {
    const rows = testBenchmark.rows.map((row) => ({ ...row, runs: [] }));
    const { getByText, getByRole } = await shown({ ...testBenchmark, protocol: null, conclusion: 'None yet.', rows, pairs: [] }); // prettier-ignore
    await expect.element(getByText('None yet.')).toBeVisible();
    await expect.element(getByText('No run of this table is done yet; the ablation is.')).toBeVisible();
    expect(getByRole('table').elements()).toHaveLength(0);
  });
});
