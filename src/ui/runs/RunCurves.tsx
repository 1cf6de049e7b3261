import { useMemo } from 'react';
import { drawnSeries, toggled } from '../../analysis/runs/drawn-series';
import { byComparison } from '../../analysis/runs/run-selection';
import { groupTitle, meanCurve, seedGroups } from '../../analysis/runs/seed-groups';
import { smooth } from '../../math/statistics';
import { headOf, type LibraryRecord, type RunEntry } from '../../runs/library/library-record';
import { aboutRun } from '../../runs/export/about-run';
import { curveFigure } from '../../runs/figures/curve-figure';
import type { CurveLines } from '../../runs/figures/curve-lines';
import { runLook } from '../../runs/figures/line-looks';
import { commonSeries, pointsOf, validationColumn, watchedColumn } from '../../runs/records/run-series';
import { ExportMenu } from '../common/ExportMenu';
import { seriesText } from './run-labels';
import { OverlayChart } from './OverlayChart';
import { OverlayControls } from './OverlayControls';
import { useRecords } from './use-records';
import { figureExports, loadRun, useOverlay } from './use-runs';

/** More lines than this cannot be told apart. */
const mostRuns = 16;

/** The curves of some runs, a chart for each quantity that all of them have. */
export function RunCurves({ entries }: { readonly entries: readonly RunEntry[] }) {
  const { overlay, onChange } = useOverlay();
  const { smoothing, x, logX, logY } = overlay;
  const curves = useMemo(() => byComparison(entries).curves, [entries]);
  const drawn = useMemo(() => curves.slice(0, mostRuns), [curves]);
  const loaded = useRecords(drawn, loadRun);
  const ready = useMemo(
    () => loaded.flatMap((one, index) => (one.kind === 'ready' ? [{ record: one.record, index }] : [])),
    [loaded],
  );
  const names = commonSeries(ready.map(({ record }) => record));
  const chosen = drawnSeries(names, overlay.columns);
  const groups = useMemo(() => seedGroups(ready.map(({ record }) => headOf(record))), [ready]);
  const drawnGroups = useMemo(
    () => (overlay.grouped && x === 'step' ? groups : ready.map((_, place) => [place])),
    [overlay.grouped, x, groups, ready],
  );
  const failed = loaded.flatMap((one) => (one.kind === 'failed' ? [one.message] : []));
  return (
    <>
      {failed.map((message) => (
        <p key={message} className="problem" role="alert">
          {message}
        </p>
      ))}
      {curves.length > mostRuns ? (
        <p className="muted small">
          The first {mostRuns} of {curves.length} runs are drawn.
        </p>
      ) : null}
      {loaded.some(({ kind }) => kind === 'loading') ? <p className="muted small">Reading curves…</p> : null}
      {ready.length > 0 && names.length === 0 ? (
        <p className="muted">These runs share no quantity. Select runs of one kind.</p>
      ) : null}
      {names.length > 0 ? (
        <>
          <OverlayControls overlay={overlay} groupable={groups.some(({ length }) => length > 1)} onChange={onChange} />
          <fieldset className="chips" aria-label="Quantities">
            {names.map((name) => (
              <button
                key={name}
                type="button"
                className="chip plain"
                aria-pressed={chosen.includes(name)}
                onClick={() => onChange({ columns: toggled(chosen, name) })}
              >
                {seriesText(name)}
              </button>
            ))}
          </fieldset>
          <div className={chosen.length > 1 ? 'overlay-grid' : 'overlay-grid single'}>
            {chosen.map((name) => (
              <Quantity
                key={name}
                name={name}
                entries={drawn}
                runs={ready}
                groups={drawnGroups}
                settings={{
                  smoothing: name === validationColumn || name === watchedColumn ? 0 : smoothing,
                  abscissa: x,
                  logX,
                  logY,
                }}
              />
            ))}
          </div>
        </>
      ) : null}
    </>
  );
}

interface QuantityProps {
  readonly name: string;
  readonly entries: readonly RunEntry[];
  readonly runs: readonly { readonly record: LibraryRecord; readonly index: number }[];
  /** Places of runs in `runs`; several are drawn as their mean. */
  readonly groups: readonly (readonly number[])[];
  readonly settings: {
    readonly smoothing: number;
    readonly abscissa: 'step' | 'seconds';
    readonly logX: boolean;
    readonly logY: boolean;
  };
}

function Quantity({ name, entries, runs, groups, settings }: QuantityProps) {
  const { abscissa, smoothing, logX, logY } = settings;
  const curves = useMemo(
    (): CurveLines => ({
      smoothing,
      logX,
      logY,
      lines: groups.map((places) => {
        const members = places.map((place) => runs[place]!);
        const titles = members.map(({ record, index }) => entries[index]?.head.title ?? record.title);
        const look = runLook(members[0]!.index);
        const points = members.map(({ record }) => pointsOf(record, name, abscissa));
        if (members.length === 1) return { label: titles[0]!, look, ...points[0]! };
        const smoothed = points.map(({ x, y }) => ({ x, y: smoothing > 0 ? smooth(y, smoothing) : y }));
        return { label: groupTitle(titles), look, ...meanCurve(smoothed) };
      }),
    }),
    [runs, groups, entries, name, abscissa, smoothing, logX, logY],
  );
  const text = seriesText(name);
  const figure = () =>
    curveFigure({
      title: smoothing > 0 ? `${text}, smoothed by ${smoothing}` : text,
      xLabel: abscissa === 'step' ? 'Step' : 'Seconds',
      yLabel: text,
      steady: false,
      ...curves,
      about: { runs: runs.map(({ record }) => aboutRun(record)), abscissa, smoothing, logX, logY },
    });
  const fileName = [
    name,
    ...(abscissa === 'seconds' ? ['by-seconds'] : []),
    ...(smoothing > 0 ? ['smoothed'] : []),
  ].join('-');
  return (
    <div className="stack">
      <div className="row-head">
        <h3>{text}</h3>
        <ExportMenu name={`Export the figure of ${text}`} items={figureExports('Figure', fileName, figure)} />
      </div>
      <OverlayChart
        curves={curves}
        abscissa={abscissa}
        height={260}
        label={`${text} of ${runs.length === 1 ? '1 run' : `${runs.length} runs`} by ${abscissa === 'step' ? 'step' : 'time'}`}
      />
    </div>
  );
}
