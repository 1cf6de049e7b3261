import type { ReactNode } from 'react';
import { isActive } from '../../state/store/optimisation-slice';
import { type State, useStore } from '../../state/store/store';
import { AxisToggle } from '../common/AxisToggle';
import { OriginBadge } from '../common/OriginBadge';
import { Panel } from '../common/Panel';
import { ProgressBar } from '../common/ProgressBar';
import { formatLoss } from '../format';
import { optimisationSeries } from './curve-series';
import { LossChart } from './LossChart';
import { RunControls } from './RunControls';
import { RunStatusLine } from './RunStatusLine';

interface OptimisePanelProps {
  readonly chartHeight: number;
  readonly children?: ReactNode;
}

/** Steer the run, and watch L_opt fall. */
export function OptimisePanel({ chartHeight, children }: OptimisePanelProps) {
  const run = useStore((state) => state.run);
  const logLoss = useStore((state) => state.logLoss);
  const setLogLoss = useStore((state) => state.setLogLoss);
  const stale = useStore((state) => runDiffers(state));
  const total = run.config?.iterations;
  return (
    <Panel
      title="Optimise"
      step={2}
      badge={
        <>
          {run.status === 'empty' ? null : <OriginBadge origin={run.origin} />}
          {stale ? (
            <span
              className="badge"
              title="The prompts were changed after this run; run again to optimise offsets for them."
            >
              Prompts changed since
            </span>
          ) : null}
        </>
      }
      tools={<AxisToggle logarithmic={logLoss} onChange={setLogLoss} />}
    >
      <RunControls />
      <RunStatusLine />
      {isActive(run.status) && total ? <ProgressBar label="Iterations done" value={run.done / total} /> : null}
      <LossChart
        curve={run.curve}
        series={optimisationSeries}
        logarithmic={logLoss}
        height={chartHeight}
        total={total}
        empty="Run the optimisation: the loss appears here, live."
        label={chartLabel(run.latest, run.done)}
      />
      {children}
    </Panel>
  );
}

function runDiffers({ run, sourcePrompt, targets }: State): boolean {
  if (!run.config) return false;
  const { sourcePrompt: source, targetPrompts } = run.config;
  return (
    source !== sourcePrompt ||
    targetPrompts.length !== targets.length ||
    targetPrompts.some((text, i) => text !== targets[i]?.text)
  );
}

function chartLabel(latest: { readonly total: number } | null, done: number): string {
  return latest
    ? `Curve of the optimisation loss: ${formatLoss(latest.total)} after ${done} iterations`
    : 'Curve of the optimisation loss, empty';
}
