import { describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { actions } from '../../state/actions/actions';
import { RunControls } from './RunControls';

const given = {
  status: 'empty',
  id: null,
  kept: null,
  active: false,
  interrupted: false,
  label: 'Run',
  obstacle: null,
  resumeObstacle: null,
  actions,
  onStop: () => {},
  onDiscard: () => {},
} as const;

describe('RunControls', () => {
  it('begins a run, and says what keeps it from being begun', async () => {
    const run = vi.fn<() => void>();
    const screen = await render(
      <RunControls {...given} actions={{ ...actions, toggleRun: { ...actions.toggleRun, run } }} />,
    );
    const button = screen.getByRole('button', { name: 'Run', exact: true });
    await button.click();
    expect(run).toHaveBeenCalledOnce();
    await expect.element(screen.getByRole('button', { name: 'Stop' })).not.toBeInTheDocument();
    await screen.rerender(<RunControls {...given} obstacle="Add at least one target prompt." />);
    await expect.element(button).toBeDisabled();
    await expect.element(button).toHaveAttribute('title', 'Add at least one target prompt. (Space)');
    await expect.element(screen.getByRole('button', { name: 'Step' })).toBeDisabled();
  });

  it('stops a run under way, whatever would keep the next one from starting', async () => {
    const onStop = vi.fn<() => void>();
    const { getByRole } = await render(
      <RunControls {...given} status="running" active id="a" label="Pause" obstacle="Wait." onStop={onStop} />,
    );
    await expect.element(getByRole('button', { name: 'Pause' })).toBeEnabled();
    await getByRole('button', { name: 'Stop' }).click();
    expect(onStop).toHaveBeenCalledOnce();
  });

  it('goes on with an interrupted run where it can, and discards it only when asked twice', async () => {
    const onDiscard = vi.fn<(id: string) => void>();
    const interrupted = { status: 'stopped', interrupted: true, id: 'a', kept: { iterations: 1200 } } as const;
    const screen = await render(<RunControls {...given} {...interrupted} label="New run" onDiscard={onDiscard} />);
    const goOn = screen.getByRole('button', { name: 'Go on from iteration 1,200' });
    await expect.element(goOn).toBeEnabled();
    await screen.getByRole('button', { name: 'Discard' }).click();
    await screen.getByRole('button', { name: 'Keep' }).click();
    expect(onDiscard).not.toHaveBeenCalled();
    await screen.getByRole('button', { name: 'Discard' }).click();
    await screen.getByRole('button', { name: 'Discard for good' }).click();
    expect(onDiscard).toHaveBeenCalledExactlyOnceWith('a');
    await screen.rerender(
      <RunControls {...given} {...interrupted} label="New run" resumeObstacle="It was begun with another model." />,
    );
    await expect.element(goOn).toBeDisabled();
    await expect.element(goOn).toHaveAttribute('title', 'It was begun with another model.');
  });
});
