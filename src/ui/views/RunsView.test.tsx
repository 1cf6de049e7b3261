import { beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { LibraryRecord } from '../../runs/library/library-record';
import { entryOf } from '../../runs/library/run-library';
import { exampleEvaluation, exampleRun, exampleTraining } from '../../runs/testing';
import { readLibrary } from '../../state/library/kept-runs';
import { storage } from '../../state/library/storage-access';
import { store } from '../../state/store/store';
import { RunsView } from './RunsView';

const rain = exampleRun('rain', '2026-11-01T10:00:00.000Z');
const fog = { ...exampleRun('fog', '2026-11-02T10:00:00.000Z'), title: 'Fog' };
const training = { ...exampleTraining('training', '2026-11-03T10:00:00.000Z'), title: 'A training' };
const [day, night] = [
  { ...exampleEvaluation('day', '2026-11-04T10:00:00.000Z'), title: 'Day' },
  { ...exampleEvaluation('night', '2026-11-05T10:00:00.000Z'), title: 'Night' },
];
const newestFirst = ['Night', 'Day', 'A training', 'Fog', 'Rain at night'];

const storedTitles = async () => (await storage().library.list()).entries.map(({ head }) => head.title);

beforeEach(async () => {
  const { library } = storage();
  const { entries } = await library.list();
  await library.take(entries.map(({ head }) => head.id));
});

/** The view over this browser's own library. */
async function openRuns(...records: readonly LibraryRecord[]) {
  for (const record of records) await storage().library.put({ entry: entryOf(record), record });
  await readLibrary();
  const screen = await render(<RunsView />);
  const titles = () =>
    screen
      .getByRole('region', { name: 'Table of runs' })
      .getByRole('rowheader')
      .elements()
      .map((cell) => cell.textContent);
  return { ...screen, titles };
}

const openAll = () => openRuns(rain, fog, training, day, night);

describe('the recorded example', () => {
  const record = { ...exampleRun('example', '2026-10-01T10:00:00.000Z'), title: 'An example' };
  const example = { record, entry: entryOf(record) };

  it('is labelled, and can be looked at and hidden, but not renamed, pinned, noted or deleted', async () => {
    store.setState({ exampleRuns: [example] });
    const { getByRole, getByText, titles } = await openRuns();
    await expect.poll(titles).toEqual(['An exampleRecorded example']);
    await expect.element(getByText(/They give way to your first run\./u)).toBeVisible();
    for (const name of [/^Pin/u, /^Rename/u])
      await expect.element(getByRole('button', { name })).not.toBeInTheDocument();
    await getByRole('checkbox', { name: 'Select An example' }).click();
    await expect.element(getByText('1 run selected')).toBeVisible();
    await expect.element(getByRole('button', { name: 'Delete selected' })).not.toBeInTheDocument();
    await getByRole('button', { name: 'An example', exact: true }).click();
    const details = getByRole('region', { name: 'An example', exact: true });
    await expect.element(details.getByText('Recorded example')).toBeVisible();
    await expect.element(details.getByRole('figure', { name: 'Total loss of 1 run by step' })).toBeVisible();
    await expect.element(details.getByRole('button', { name: 'Delete' })).not.toBeInTheDocument();
    await expect.element(details.getByLabelText('Note')).not.toBeInTheDocument();
    await getByRole('button', { name: 'Hide the recorded example' }).click();
    await expect.element(getByText(/^Nothing has been recorded yet\./u)).toBeVisible();
    await getByRole('button', { name: 'Show the recorded example' }).click();
    await expect.poll(titles).toEqual(['An exampleRecorded example']);
  });

  it('gives way to runs of one’s own, and can be listed beside them', async () => {
    store.setState({ exampleRuns: [example] });
    const { getByRole, titles } = await openRuns(fog);
    await expect.poll(titles).toEqual(['Fog']);
    await getByRole('button', { name: 'Show the recorded example' }).click();
    await expect.poll(titles).toEqual(['Fog', 'An exampleRecorded example']);
    await getByRole('checkbox', { name: 'Select all runs shown' }).click();
    await getByRole('button', { name: 'Delete selected' }).click();
    await expect.poll(titles).toEqual(['An exampleRecorded example']);
    await expect.poll(storedTitles).toEqual([]);
  });
});

describe('the table of runs', () => {
  it('says that it is empty, and leads to where a first run is made', async () => {
    const { getByRole, getByText } = await openRuns();
    await expect.element(getByText(/^Nothing has been recorded yet\./u)).toBeVisible();
    await expect.element(getByRole('table')).not.toBeInTheDocument();
    await expect.element(getByRole('searchbox')).not.toBeInTheDocument();
    await getByRole('button', { name: 'Optimise offsets' }).click();
    expect(store.getState().view).toBe('optimise');
  });

  it('shows the newest first, and is sorted by the keyboard, either way round', async () => {
    const { getByRole, titles } = await openAll();
    expect(titles()).toEqual(newestFirst);
    await expect.element(getByRole('columnheader', { name: 'Ended' })).toHaveAttribute('aria-sort', 'descending');
    const heading = getByRole('columnheader', { name: 'Run', exact: true });
    await expect.element(heading).toHaveAttribute('aria-sort', 'none');
    (heading.getByRole('button').element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(titles).toEqual(['A training', 'Day', 'Fog', 'Night', 'Rain at night']);
    await expect.element(heading).toHaveAttribute('aria-sort', 'ascending');
    await userEvent.keyboard('{Enter}');
    await expect.poll(titles).toEqual(['Rain at night', 'Night', 'Fog', 'Day', 'A training']);
    await expect.element(heading).toHaveAttribute('aria-sort', 'descending');
  });

  it('is narrowed by kind and by words, and says when nothing is left', async () => {
    const { getByRole, getByText, titles } = await openAll();
    await getByRole('group', { name: 'Kind of run' }).getByRole('button', { name: 'Optimise' }).click();
    await expect.poll(titles).toEqual(['Fog', 'Rain at night']);
    const search = getByRole('searchbox', { name: 'Search runs' });
    await search.fill('fog');
    await expect.poll(titles).toEqual(['Fog']);
    await search.fill('snow');
    await expect.element(getByText('No run passes the filter.')).toBeVisible();
    await expect.element(search).toHaveValue('snow');
  });

  it('selects all that are shown, and tells a part of them from all', async () => {
    const { getByRole } = await openAll();
    const all = getByRole('checkbox', { name: 'Select all runs shown' });
    const tools = getByRole('group', { name: 'Selected runs' });
    await expect.element(tools).toHaveTextContent('Select runs to compare them.');
    await getByRole('checkbox', { name: 'Select Fog' }).click();
    await expect.element(all).toBePartiallyChecked();
    await expect.element(tools).toHaveTextContent('1 run selected');
    await all.click();
    await expect.element(all).toBeChecked();
    await expect.element(tools).toHaveTextContent('5 runs selected');
    await all.click();
    await expect.element(all).not.toBeChecked();
    await expect.element(tools.getByRole('button')).not.toBeInTheDocument();
  });

  it('compares two evaluations, and nothing else, in Evaluate', async () => {
    const { getByRole } = await openAll();
    const compare = getByRole('button', { name: 'Compare in Evaluate' });
    await getByRole('checkbox', { name: 'Select Night' }).click();
    await expect.element(compare).not.toBeInTheDocument();
    await getByRole('checkbox', { name: 'Select Day' }).click();
    await expect.element(compare).toBeVisible();
    await expect.element(getByRole('region', { name: 'Mean AP by domain' })).toBeVisible();
    await getByRole('checkbox', { name: 'Select Fog' }).click();
    await expect.element(compare).not.toBeInTheDocument();
  });

  it('draws the curves of two runs over each other, from their stored records', async () => {
    const { getByRole } = await openAll();
    await getByRole('checkbox', { name: 'Select Fog' }).click();
    await getByRole('checkbox', { name: 'Select Rain at night' }).click();
    await expect.element(getByRole('figure', { name: 'Total loss of 2 runs by step' })).toBeVisible();
    await getByRole('group', { name: 'Quantities' }).getByRole('button', { name: 'l1', exact: true }).click();
    await expect.element(getByRole('figure', { name: 'l1 of 2 runs by step' })).toBeVisible();
    const axis = getByRole('group', { name: 'Horizontal axis' });
    await axis.getByRole('button', { name: 'Time' }).click();
    await expect.element(getByRole('figure', { name: 'l1 of 2 runs by time' })).toBeVisible();
  });

  it('draws runs that differ in their seed as mean and band, and each of them on demand', async () => {
    const values = rain.curves.values.map((column, at) => (at === 2 ? Float64Array.of(0.5, 0.2) : column));
    const again = {
      ...rain,
      id: 'again',
      title: 'Rain at night, seed 8',
      config: { ...rain.config, seed: 8 },
      curves: { ...rain.curves, values },
    };
    const { getByRole } = await openRuns(rain, again);
    await getByRole('checkbox', { name: 'Select all runs shown' }).click();
    const figure = getByRole('figure', { name: 'Total loss of 2 runs by step' });
    await getByRole('slider', { name: 'Smoothing' }).fill('0');
    // Mean of 0.4 and 0.2, and their sample deviation, 0.2 / √2.
    await expect.element(figure.getByText('0.3000 ± 0.1414')).toBeVisible();
    await expect.element(figure.getByText('Rain at night, mean of 2 runs', { exact: true })).toBeVisible();
    await getByRole('button', { name: 'Each run' }).click();
    await expect.element(figure.getByText('Rain at night, seed 8', { exact: true })).toBeVisible();
    await expect.element(figure.getByText('0.2000')).toBeVisible();
  });

  it('renames a run in its place: F2 begins, Escape leaves it, Enter keeps it in this browser', async () => {
    const { getByRole, titles } = await openRuns(rain, fog);
    const title = getByRole('button', { name: 'Fog', exact: true });
    const field = getByRole('textbox', { name: 'New name of Fog' });
    (title.element() as HTMLElement).focus();
    await userEvent.keyboard('{F2}');
    await expect.element(field).toHaveFocus();
    await userEvent.keyboard('Mist{Escape}');
    await expect.element(title).toHaveFocus();
    expect(titles()).toEqual(['Fog', 'Rain at night']);
    await userEvent.keyboard('{F2}');
    await userEvent.keyboard('Mist{Enter}');
    await expect.poll(titles).toEqual(['Mist', 'Rain at night']);
    await expect.element(getByRole('button', { name: 'Mist', exact: true })).toHaveFocus();
    await expect.poll(storedTitles).toContain('Mist');
  });

  it('keeps pinned runs at the top', async () => {
    const { getByRole, titles } = await openRuns(rain, fog);
    const pin = getByRole('button', { name: 'Pin Rain at night' });
    await expect.element(pin).toHaveAttribute('aria-pressed', 'false');
    await pin.click();
    await expect.poll(titles).toEqual(['Rain at night', 'Fog']);
    await expect.element(pin).toHaveAttribute('aria-pressed', 'true');
  });

  it('opens the details of a run, and puts the focus there', async () => {
    const { getByRole } = await openRuns(rain, fog);
    await getByRole('button', { name: 'Fog', exact: true }).click();
    const details = getByRole('region', { name: 'Fog', exact: true });
    await expect.element(details.getByText(/^Optimise, finished, 2026-11-02/u)).toBeVisible();
    expect(
      details.element().contains(document.activeElement) || document.activeElement?.contains(details.element()),
    ).toBe(true);
    await details.getByRole('button', { name: 'Close details' }).click();
    await expect.element(details).not.toBeInTheDocument();
  });

  it('deletes what is selected from this browser, and brings it back', async () => {
    const { getByRole, getByText, titles } = await openRuns(rain, fog);
    await getByRole('checkbox', { name: 'Select Fog' }).click();
    await getByRole('button', { name: 'Delete selected' }).click();
    await expect.poll(titles).toEqual(['Rain at night']);
    await expect.element(getByText('“Fog” was deleted.')).toBeVisible();
    await expect.poll(storedTitles).toEqual(['Rain at night']);
    await getByRole('button', { name: 'Undo' }).click();
    await expect.poll(titles).toEqual(['Fog', 'Rain at night']);
    await expect.poll(storedTitles).toContain('Fog');
  });

  it('says which runs are lost with the page, and which cannot be read', async () => {
    const { getByRole, getByText } = await openRuns(rain, fog);
    store.setState({
      unstoredRuns: new Set(['fog']),
      unreadableRuns: [{ id: 'x', name: 'Snow', reason: 'its curves are missing' }],
    });
    await expect.element(getByRole('row', { name: /Fog/u })).toHaveTextContent('not stored');
    await expect.element(getByRole('row', { name: /Rain at night/u })).not.toHaveTextContent('not stored');
    await expect.element(getByText(/^One run is kept in memory only/u)).toBeVisible();
    await expect.element(getByText(/“Snow” cannot be read: its curves are missing\./u)).toBeVisible();
    await expect.element(getByRole('button', { name: 'Delete “Snow”' })).toBeEnabled();
  });
});
