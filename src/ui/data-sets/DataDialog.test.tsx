import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { DataSetDescription, DataSetInfo } from '../../engine/engine';
import { store } from '../../state/store/store';
import { exampleDataSet, exampleDetector } from '../../engine/testing-examples';
import { DataDialog } from './DataDialog';

async function openDialog(...dataSets: readonly DataSetInfo[]) {
  store.setState({ dataShown: true, dataSets });
  const { getByRole } = await render(<DataDialog />);
  const dialog = getByRole('dialog', { name: 'Data' });
  await expect.element(dialog).toBeVisible();
  return dialog;
}

describe('DataDialog', () => {
  it('is empty at first, and is closed by its button and by Escape', async () => {
    const dialog = await openDialog();
    await expect.element(dialog.getByRole('list')).not.toBeInTheDocument();
    await expect.element(dialog.getByRole('button', { name: 'Choose a folder…' })).toBeEnabled();
    await dialog.getByRole('button', { name: 'Close data' }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(store.getState().dataShown).toBe(false);
    store.getState().setDataShown(true);
    await expect.element(dialog).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(store.getState().dataShown).toBe(false);
  });

  it('shows how far the reading of a data set is', async () => {
    const dialog = await openDialog();
    const progress = {
      stage: 'Reading',
      done: 300,
      total: 1200,
      unit: 'files',
      perSecond: null,
      secondsLeft: null,
    } as const;
    store.getState().setDataSetOpening({ name: 'streets', progress: null });
    const bar = dialog.getByRole('progressbar', { name: 'Annotations read' });
    await expect.element(dialog.getByText('Reading “streets”…')).toBeVisible();
    await expect.element(bar).not.toHaveAttribute('value');
    store.getState().setDataSetOpening({ name: 'streets', progress });
    await expect.element(dialog.getByText('Reading “streets”: 300 of 1,200 annotation files')).toBeVisible();
    await expect.element(bar).toHaveAttribute('value', '0.25');
    await expect.element(dialog.getByRole('button', { name: 'Cancel' })).toBeEnabled();
    store.getState().setDataSetOpening(null);
    await expect.element(bar).not.toBeInTheDocument();
  });

  it('lists the parts of a data set, and what the chosen detector calls its classes', async () => {
    const detector = exampleDetector('Baseline');
    store.setState({ detectors: [detector] });
    store.getState().setEvaluationChoice({ a: { detector: detector.name, testTimeOffset: null } });
    const dialog = await openDialog(
      exampleDataSet('streets', {
        classes: [
          { name: 'car', objects: 1500 },
          { name: 'bicycle', objects: 12 },
          { name: 'zebra', objects: 3 },
        ],
      }),
    );
    const rows = dialog.getByRole('region', { name: 'Parts of streets' }).getByRole('row');
    await expect.element(rows.nth(1)).toHaveTextContent('train1,200201,400');
    await expect.element(rows.nth(2)).toHaveTextContent('test1000103');
    await expect.element(dialog.getByText('bicycle → bike')).toBeVisible();
    await expect.element(dialog.getByText(/does not know zebra: these objects are left out/u)).toBeVisible();
    await expect.element(dialog.getByText('No problems found.')).toBeVisible();
  });

  it('names the problems of a data set, the first of many', async () => {
    const problems = [{ file: 'a.xml', reason: 'it is empty' }];
    const dialog = await openDialog(exampleDataSet('streets', { problems, problemCount: 1300 }));
    await dialog.getByText(/^1,300 problems;/u).click();
    await expect.element(dialog.getByText('a.xml it is empty')).toBeVisible();
    await expect.element(dialog.getByText(/^The first 1 are shown\./u)).toBeVisible();
  });

  it('chooses a data set to be evaluated, its part to test on before others', async () => {
    const info = exampleDataSet('streets');
    const dialog = await openDialog(exampleDataSet('others'), info);
    await dialog.getByRole('listitem').nth(1).getByRole('button', { name: 'Evaluate on it' }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    const { view, evaluationChoice } = store.getState();
    expect(view).toBe('evaluate');
    expect(evaluationChoice.source).toMatchObject({ dataSet: info.id, domains: ['test'], images: [50] });
  });

  it('asks before it takes a data set off the page, and does not while the engine works', async () => {
    const dialog = await openDialog(exampleDataSet('streets'));
    const remove = dialog.getByRole('button', { name: 'Remove streets' });
    await remove.click();
    await expect.element(dialog.getByRole('button', { name: 'Remove for good' })).toBeEnabled();
    await userEvent.keyboard('{Enter}');
    await expect.element(remove).toBeEnabled();
    expect(store.getState().dataSets).toHaveLength(1);
    store.getState().setTraining({ status: 'running' });
    await expect.element(remove).toBeDisabled();
    await expect.element(remove).toHaveAccessibleDescription('Wait until the engine is free.');
  });

  it('shows the report of all pictures once it is made', async () => {
    const info = exampleDataSet('streets');
    const dialog = await openDialog(info);
    await expect.element(dialog.getByRole('button', { name: 'Look at every picture' })).toBeEnabled();
    const progress = {
      stage: 'Looking',
      done: 3,
      total: 6,
      unit: 'images',
      perSecond: null,
      secondsLeft: null,
    } as const;
    store.getState().setDataReport(info.id, { kind: 'measuring', progress });
    await expect.element(dialog.getByText('Looked at 3 of 6 pictures')).toBeVisible();
    const object = { class: 'zebra', box: [0, 0, 1, 1], difficult: false, crowd: false } as const;
    const description: DataSetDescription = {
      format: 'voc',
      layout: 'plain',
      classes: ['car', 'zebra'],
      parts: [
        {
          name: 'train',
          images: [{ file: 'a.jpg', width: 40, height: 20, objects: [object, object] }],
          unreadable: [{ file: 'b.jpg', reason: 'it is cut off' }],
        },
      ],
      problems: [{ file: 'b.jpg', message: 'it is cut off' }],
    };
    store.getState().setDataReport(info.id, { kind: 'done', description });
    const rows = dialog.getByRole('region', { name: 'Objects of streets by class' }).getByRole('row');
    await expect.element(rows.nth(1)).toHaveTextContent('car0');
    await expect.element(rows.nth(2)).toHaveTextContent('zebra2');
    await expect
      .element(dialog.getByRole('list', { name: 'Pictures of streets' }))
      .toHaveTextContent('train 1 picture: 40 × 20 (1)');
    await expect.element(dialog.getByText(/^1 problem;/u)).toBeVisible();
    await expect.element(dialog.getByRole('button', { name: 'Export the report of streets' })).toBeEnabled();
  });
});
