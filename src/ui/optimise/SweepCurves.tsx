import { useMemo } from 'react';
import { sweptSettings } from '../../method/sweep';
import type { RunEntry } from '../../runs/library/library-record';
import { aboutRun } from '../../runs/export/about-run';
import { curveFigure } from '../../runs/figures/curve-figure';
import type { CurveLines } from '../../runs/figures/curve-lines';
import { runLook } from '../../runs/figures/line-looks';
import { pointsOf } from '../../runs/records/run-series';
import type { Sweep } from '../../state/store/sweep-slice';
import { ExportMenu } from '../common/ExportMenu';
import { OverlayChart } from '../runs/OverlayChart';
import { seriesText } from '../runs/run-labels';
import { useRecords } from '../runs/use-records';
import { figureExports, loadRun } from './use-optimise';

interface SweepCurvesProps {
  readonly sweep: Sweep;
  readonly entries: readonly { readonly entry: RunEntry; readonly value: number }[];
  readonly onShowInRuns: () => void;
}

/** The runs of a comparison over each other: L_opt, or its two terms where their weight is what differs. */
export function SweepCurves({ sweep: { setting }, entries, onShowInRuns }: SweepCurvesProps) {
  const columns = setting === 'l1Weight' ? ['loss_cosine', 'loss_l1'] : ['loss_total'];
  return (
    <>
      {columns.map((column) => (
        <SweepChart key={column} column={column} label={sweptSettings[setting].label} entries={entries} />
      ))}
      <button type="button" className="link-button" onClick={onShowInRuns}>
        Show them in Runs
      </button>
    </>
  );
}

interface SweepChartProps {
  readonly column: string;
  /** What differs between the runs. */
  readonly label: string;
  readonly entries: SweepCurvesProps['entries'];
}

function SweepChart({ column, label, entries }: SweepChartProps) {
  const heads = useMemo(() => entries.map(({ entry }) => entry), [entries]);
  const loaded = useRecords(heads, loadRun);
  const curves = useMemo(
    (): CurveLines => ({
      smoothing: 0,
      logX: false,
      logY: false,
      lines: loaded.flatMap((one, index) =>
        one.kind === 'ready'
          ? [
              {
                label: `${label} ${entries[index]!.value}`,
                look: runLook(index),
                ...pointsOf(one.record, column, 'step'),
              },
            ]
          : [],
      ),
    }),
    [loaded, entries, label, column],
  );
  const name = column === 'loss_total' ? 'Optimisation loss' : seriesText(column);
  const figure = () =>
    curveFigure({
      title: `${name} by ${label.toLowerCase()}`,
      xLabel: 'Step',
      yLabel: name,
      steady: false,
      ...curves,
      about: { runs: loaded.flatMap((one) => (one.kind === 'ready' ? [aboutRun(one.record)] : [])) },
    });
  const failed = loaded.flatMap((one) => (one.kind === 'failed' ? [one.message] : []));
  return (
    <div className="stack">
      <div className="row-head">
        <h3>{name}</h3>
        <ExportMenu
          name={`Export the figure of ${name}`}
          items={figureExports('Figure', `${column}-by-${label.toLowerCase().replaceAll(' ', '-')}`, figure)}
        />
      </div>
      {failed.map((message) => (
        <p key={message} className="problem" role="alert">
          {message}
        </p>
      ))}
      <OverlayChart
        curves={curves}
        abscissa="step"
        height={260}
        label={`${name} of ${entries.length === 1 ? '1 run' : `${entries.length} runs`} by ${label.toLowerCase()}`}
      />
    </div>
  );
}
