import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { poolOffsets } from '../../runs/records/offsets-record';
import { createOptimisationCurve } from '../../runs/records/curve';
import { optimisationConfig } from '../../state/jobs/run-optimisation';
import { store } from '../../state/store/store';
import { OptimisePanel } from './OptimisePanel';
import { TargetTable } from './TargetTable';

/** The panel on the page's own store, after two iterations of a run for two prompts. */
async function openRun() {
  const { replacePrompts, setRun } = store.getState();
  replacePrompts({ sourcePrompt: 'a day', targetPrompts: ['a fog', 'a snow'] }, { undoable: false });
  const curve = createOptimisationCurve(2);
  // step, seconds, loss_total, loss_cosine, loss_l1, then cosine_j and l1_j of each target
  curve.append([0, 0.1, 0.9, 0.8, 0.1, 0.5, 0, 0.7, 0]);
  curve.append([1, 0.2, 0.6, 0.4, 0.2, 0.25, 0.001, 0.125, 0.002]);
  setRun({
    status: 'stopped',
    config: { ...optimisationConfig(store.getState()), iterations: 10 },
    curve,
    done: 2,
    latest: { total: 0.6, cosine: 0.4, l1: 0.2 },
    pooled: poolOffsets({
      sourcePrompt: 'a day',
      targetPrompts: ['a fog', 'a snow'],
      channels: 2,
      height: 1,
      width: 1,
      // [T, C, H, W]: lengths 5 and 1.
      values: Float32Array.of(3, 4, 0, 1),
    }),
  });
  return render(
    <OptimisePanel chartHeight={200}>
      <TargetTable />
    </OptimisePanel>,
  );
}

describe('OptimisePanel', () => {
  it('says what the page waits for before there is a run', async () => {
    const { getByRole, getByText } = await render(
      <OptimisePanel chartHeight={200}>
        <TargetTable />
      </OptimisePanel>,
    );
    await expect.element(getByRole('status', { name: 'Optimisation status' })).toHaveTextContent('No run yet');
    await expect.element(getByText('The model is not loaded yet.')).toBeVisible();
    await expect.element(getByText('Run the optimisation: the loss appears here, live.')).toBeVisible();
    await expect.element(getByText(/^Each target prompt gets a line here/u)).toBeVisible();
    await expect.element(getByRole('button', { name: 'Run', exact: true })).toBeDisabled();
  });

  it('shows how far a run came, and a line for each target prompt', async () => {
    const { getByRole, getByText } = await openRun();
    await expect.element(getByRole('status', { name: 'Optimisation status' })).toHaveTextContent('Stopped');
    await expect.element(getByText('2 / 10')).toBeVisible();
    await expect
      .element(getByRole('figure', { name: 'Curve of the optimisation loss: 0.6000 after 2 iterations' }))
      .toBeVisible();
    await expect.element(getByRole('row', { name: /fog .*0\.2500.*0\.001000.*5\.00/u })).toBeVisible();
    await expect.element(getByRole('row', { name: /snow .*0\.1250.*0\.002000.*1\.00/u })).toBeVisible();
  });

  it('says when the prompts are no longer those of the run', async () => {
    const { getByText } = await openRun();
    const stale = getByText('Prompts changed since');
    await expect.element(stale).not.toBeInTheDocument();
    const [first] = store.getState().targets;
    store.getState().editTarget(first!.id, 'a mist');
    await expect.element(stale).toBeVisible();
    store.getState().editTarget(first!.id, 'a fog');
    await expect.element(stale).not.toBeInTheDocument();
  });
});
