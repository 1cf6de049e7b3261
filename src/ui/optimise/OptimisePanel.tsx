import type { ReactNode } from 'react';
import { AxisToggle } from '../charts/AxisToggle';
import { OriginBadge } from '../common/OriginBadge';
import { Panel } from '../common/Panel';
import { ProgressBar } from '../common/ProgressBar';
import { optimisationSeries } from './curve-series';
import { LossChart } from './LossChart';
import { lossChartLabel } from './optimisation-texts';
import { RunControls } from './RunControls';
import { RunStatusLine } from './RunStatusLine';
import { useOptimisation, useRunControls, useRunPlan } from './use-optimise';
import { Explained } from '../hints/Explained';

interface OptimisePanelProps {
  readonly chartHeight: number;
  readonly children?: ReactNode;
}

/** Steer the run, and watch L_opt fall. */
export function OptimisePanel({ chartHeight, children }: OptimisePanelProps) {
  const { run, active, interrupted, stale, logarithmic, onLogarithmic } = useOptimisation();
  const total = run.config?.iterations;
  return (
    <Panel
      title="Optimise"
      anchor="panel-optimise"
      step={2}
      badge={run.status === 'empty' ? null : <OriginBadge origin={run.origin} />}
      tools={<AxisToggle logarithmic={logarithmic} onChange={onLogarithmic} />}
    >
      <FollowedControls />
      <RunStatusLine run={run} active={active} interrupted={interrupted}>
        <FollowedPlan />
        {stale ? (
          <Explained
            className="badge"
            meaning="The prompts were changed after this run; run again to optimise offsets for them."
          >
            Prompts changed since
          </Explained>
        ) : null}
      </RunStatusLine>
      <div className="progress-room">
        {active && total ? <ProgressBar label="Iterations done" value={run.done / total} /> : null}
      </div>
      <LossChart
        curve={run.curve}
        series={optimisationSeries}
        logarithmic={logarithmic}
        height={chartHeight}
        total={total}
        empty="Run the optimisation: the loss appears here, live."
        label={lossChartLabel(run.latest, run.done)}
      />
      {children}
    </Panel>
  );
}

const FollowedControls = () => <RunControls {...useRunControls()} />;
const FollowedPlan = () => <span className="muted">{useRunPlan()}</span>;
