import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { ModelInfo } from '../../engine/engine';
import type { KeptManifest, KeptModel } from '../../runs/shelf/model-shelf';
import type { ModelStatus } from '../../state/store/model-slice';
import { store } from '../../state/store/store';
import { exampleDetector, exampleModel } from '../../engine/testing-examples';
import { ModelPill } from './ModelPill';

const error = { code: 'bundle-file-broken', message: 'It is cut off.', hint: 'Download it again.' } as const;

function kept(id: string, completedAt: string | null): KeptModel {
  const manifest: KeptManifest = {
    format: 1,
    address: `org/${id}`,
    title: `org/${id}`,
    commit: null,
    startedAt: '2026-03-04T12:00:00Z',
    completedAt,
    files: [],
  };
  return { id, manifest, bytes: 2_500_000 };
}

async function openMenu(status: ModelStatus, info: ModelInfo | null = null) {
  store.setState({ model: { status, info }, detectors: info?.detectors ?? [] });
  const { getByRole } = await render(<ModelPill />);
  const pill = getByRole('button', { name: /^Model: / });
  await pill.click();
  const menu = getByRole('dialog', { name: 'Model card' });
  await expect.element(menu).toBeVisible();
  return { pill, menu };
}

describe('ModelPill', () => {
  it('is named by the loaded model, and opens its card', async () => {
    const detectors = [exampleDetector('Baseline'), exampleDetector('With offsets')];
    const { pill, menu } = await openMenu({ kind: 'ready' }, exampleModel({ detectors }));
    await expect.element(pill).toHaveAccessibleName('Model: Example CLIP');
    const values = menu.getByRole('definition');
    await expect.element(values.nth(0)).toHaveTextContent('Example CLIP');
    await expect.element(menu.getByText('Baseline, With offsets')).toBeVisible();
    await expect.element(menu.getByRole('button', { name: 'Reload the built-in model' })).toBeEnabled();
    await userEvent.keyboard('{Escape}');
    await expect.element(menu).not.toBeInTheDocument();
    await expect.element(pill).toHaveFocus();
  });

  it('says why there is no model, and how to come by one', async () => {
    const { pill, menu } = await openMenu({ kind: 'failed', error });
    await expect.element(pill).toHaveAccessibleName('Model: Model failed to load');
    await expect.element(menu.getByText('It is cut off. Download it again.')).toBeVisible();
    await expect.element(menu.getByRole('alert')).not.toBeInTheDocument();
    await expect.element(menu.getByRole('button', { name: 'Load the built-in model' })).toBeEnabled();
  });

  it('keeps the model that is there where another one fails, and says why it failed', async () => {
    store.setState({ modelProblem: error });
    const { pill, menu } = await openMenu({ kind: 'ready' }, exampleModel());
    await expect.element(pill).toHaveAccessibleName('Model: Example CLIP');
    await expect.element(menu.getByRole('alert')).toHaveTextContent('It is cut off. Download it again.');
  });

  it('downloads nothing without an address', async () => {
    const { menu } = await openMenu({ kind: 'ready' }, exampleModel());
    const download = menu.getByRole('button', { name: 'Download' });
    const address = menu.getByRole('combobox', { name: 'Repository on the hub, or address' });
    await expect.element(download).toBeDisabled();
    await address.fill('   ');
    await expect.element(download).toBeDisabled();
    await userEvent.keyboard('{Enter}');
    expect(store.getState().model.status.kind).toBe('ready');
    await address.fill('org/model');
    await expect.element(download).toBeEnabled();
  });

  it('loads one model at a time: while one comes, it shows how far it is, and lets nothing else be chosen', async () => {
    const progress = {
      stage: 'Downloading',
      done: 2_000_000,
      total: 8_000_000,
      unit: 'bytes',
      perSecond: null,
      secondsLeft: null,
    } as const;
    store.setState({ keptModels: [kept('rn50', '2026-03-05T12:00:00Z')] });
    const { menu } = await openMenu({ kind: 'loading', progress }, exampleModel());
    await expect.element(menu.getByRole('progressbar', { name: 'Model loaded' })).toHaveAttribute('value', '0.25');
    await expect.element(menu.getByText('Downloading: 2.0 MB of 8.0 MB')).toBeVisible();
    await expect.element(menu.getByRole('button', { name: 'Cancel loading' })).toBeEnabled();
    await menu.getByRole('combobox').fill('org/model');
    for (const name of [
      'Download',
      'Open a model folder…',
      'Open model files…',
      'Reload the built-in model',
      'Load org/rn50',
    ])
      await expect.element(menu.getByRole('button', { name })).toBeDisabled();
    const remove = menu.getByRole('button', { name: 'Delete org/rn50, 2.5 MB' });
    await expect.element(remove).toBeDisabled();
    await expect.element(remove).toHaveAccessibleDescription('It is in use. Load another model first.');
  });

  it('lists what the browser keeps: the one in use stays, an unfinished one goes on', async () => {
    store.setState({ keptModels: [kept('rn50', '2026-03-05T12:00:00Z'), kept('rn101', null)] });
    const origin = { kind: 'download', title: 'org/rn50', commit: null, keptId: 'rn50', unkept: null } as const;
    const { menu } = await openMenu({ kind: 'ready' }, exampleModel({ origin }));
    const [used, unfinished] = menu.getByRole('list', { name: 'Models in this browser' }).getByRole('listitem').all();
    await expect.element(used!).toHaveTextContent('In use');
    await expect.element(used!.getByRole('button', { name: /^Load/u })).not.toBeInTheDocument();
    await expect.element(used!.getByRole('button', { name: /^Delete/u })).toBeDisabled();
    await expect.element(unfinished!.getByRole('button', { name: 'Go on downloading org/rn101' })).toBeEnabled();
    await unfinished!.getByRole('button', { name: /^Delete/u }).click();
    await expect.element(unfinished!.getByRole('button', { name: 'Keep' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(unfinished!.getByRole('button', { name: /^Delete org/u })).toHaveFocus();
    expect(store.getState().keptModels).toHaveLength(2);
  });

  it('says that nothing is kept yet', async () => {
    const { menu } = await openMenu({ kind: 'ready' }, exampleModel());
    await expect.element(menu.getByText(/^None yet\./u)).toBeVisible();
    await expect.element(menu.getByRole('list', { name: 'Models in this browser' })).not.toBeInTheDocument();
  });

  it('asks about weights behind a GELU, and waits with the repair while a run goes on', async () => {
    const text = { origin: 'onnx', activation: 'gelu', tokenizer: 'model' } as const;
    const { menu } = await openMenu({ kind: 'ready' }, exampleModel({ text }));
    const repair = menu.getByRole('button', { name: 'Repair: use QuickGELU' });
    await expect.element(repair).toBeEnabled();
    store.getState().setRun({ status: 'paused' });
    await expect.element(repair).toBeDisabled();
  });

  it('offers to compare the model with its graph again where that failed', async () => {
    const { menu } = await openMenu({ kind: 'ready' }, exampleModel());
    await expect.element(menu.getByRole('button', { name: 'Check', exact: true })).toBeEnabled();
    store.getState().setModelCheck({ kind: 'failed', error });
    await expect.element(menu.getByRole('status')).toHaveTextContent(/failed: It is cut off\.$/u);
    await expect.element(menu.getByRole('button', { name: 'Check again' })).toBeEnabled();
    store.getState().setModelCheck({ kind: 'compared', cosine: 0.98 });
    await expect.element(menu.getByRole('status')).toHaveTextContent(/not to be trusted/u);
    await expect.element(menu.getByRole('button', { name: /^Check/u })).not.toBeInTheDocument();
  });
});
